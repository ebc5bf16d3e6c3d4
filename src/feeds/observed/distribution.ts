/**
 * Distributions as tools name them, letters only, and their ids as a `distro` qualifier writes them. The longest name
 * that a text begins with decides.
 */
const ids: readonly (readonly [word: string, id: string])[] = (
  [
    ['debian', 'debian'],
    ['ubuntu', 'ubuntu'],
    ['almalinux', 'almalinux'],
    ['alma', 'almalinux'],
    ['rockylinux', 'rocky'],
    ['rocky', 'rocky'],
    ['centos', 'centos'],
    ['fedora', 'fedora'],
    ['oraclelinux', 'ol'],
    ['oracle', 'ol'],
    ['ol', 'ol'],
    ['amazonlinux', 'amzn'],
    ['amazon', 'amzn'],
    ['amzn', 'amzn'],
    ['azurelinux', 'azurelinux'],
    ['azl', 'azurelinux'],
    ['mariner', 'mariner'],
    ['cblmariner', 'mariner'],
    ['commonbaselinuxmariner', 'mariner'],
    ['mageia', 'mageia'],
    ['photon', 'photon'],
    ['vmwarephoton', 'photon'],
    ['opensuse', 'opensuse'],
    ['opensuseleap', 'opensuse'],
    ['opensusetumbleweed', 'opensuse-tumbleweed'],
    ['sles', 'sles'],
    ['suselinuxenterprise', 'sles'],
    ['suse', 'sles'],
    ['alpine', 'alpine'],
    ['wolfi', 'wolfi'],
    ['chainguard', 'chainguard'],
    ['minimos', 'minimos'],
    ['echo', 'echo'],
    ['redhat', 'rhel'],
    ['rhel', 'rhel'],
  ] as const
).toSorted(([left], [right]) => right.length - left.length);

/**
 * A distribution and its release as a `distro` qualifier writes them, such as `debian-12`: from `Debian GNU/Linux` and
 * `12 (bookworm)`, `AlmaLinux` and `9.4`, `openSUSE Leap` and `15.5`. `undefined` for what is no such distribution.
 */
export function distroOf(name: string, release: string): string | undefined {
  const word = name.toLowerCase().replace(/[^a-z]/g, '');
  const id = ids.find(([known]) => word.startsWith(known))?.[1];
  const [version = ''] = release.trim().toLowerCase().split(/\s+/, 1);
  if (id === undefined) return undefined;
  return version === '' || id === 'opensuse-tumbleweed' ? id : `${id}-${version}`;
}
