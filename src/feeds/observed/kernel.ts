import type { Component } from '../../model/asset.ts';

/**
 * Marks which kernel packages run, from the release that `uname -r` prints. Distributions name kernels in three ways:
 *
 * - Debian and Ubuntu: the release is part of the package's name (`linux-image-6.1.0-18-amd64`).
 * - RPM: the release is version-release and architecture of `kernel-core` and its kin.
 * - Alpine: `6.6.32-0-lts` is version `6.6.32-r0` of `linux-lts`.
 *
 * @returns the components as they are when none of them is that kernel.
 */
export function withRunningKernel(
  components: readonly Component[],
  release: string,
): { readonly components: readonly Component[]; readonly isFound: boolean } {
  const runs = runningTest(release);
  const running = components.filter((component) => isKernel(component) && runs(component));
  if (running.length === 0) return { components, isFound: false };
  const marked = components.map((component) =>
    isKernel(component) ? { ...component, running: running.includes(component) } : component,
  );
  return { components: marked, isFound: true };
}

const debKernel = /^linux-image-(?:unsigned-)?\d/;
const rpmKernel =
  /^kernel(?:-(?:core|modules|modules-core|modules-extra|uek|uek-core|default|rt|rt-core|lt|ml|plus))?$/;
const apkKernel = /^linux-(?:lts|virt|edge|rpi|stable)$/;

const isKernel = ({ name }: Component): boolean => debKernel.test(name) || rpmKernel.test(name) || apkKernel.test(name);

function runningTest(release: string): (component: Component) => boolean {
  const versionRelease = release.replace(/\.(?:x86_64|aarch64|i[3-6]86|ppc64le|s390x|riscv64)$/, '');
  const flavour = /^(.+)-(\d+)-([a-z]+)$/.exec(release);
  return ({ name, version }) => {
    if (debKernel.test(name)) return name === `linux-image-${release}` || name === `linux-image-unsigned-${release}`;
    if (rpmKernel.test(name)) {
      const bare = version.replace(/^\d+:/, '');
      // SUSE leaves the last part of the package's release out of uname and appends the flavour.
      return bare === versionRelease || bare.startsWith(`${versionRelease.replace(/-[a-z]+$/, '')}.`);
    }
    return flavour !== null && name === `linux-${flavour[3]}` && version === `${flavour[1]}-r${flavour[2]}`;
  };
}
