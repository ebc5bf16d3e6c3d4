/** A package URL taken apart. */
export interface PurlParts {
  readonly type: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly version: string | undefined;
  readonly qualifiers: Readonly<Record<string, string>>;
}

/** The OSV ecosystem of a distribution's release, or why none can be named. */
export type DistributionRead =
  | { readonly kind: 'ecosystem'; readonly ecosystem: string }
  | { readonly kind: 'refused'; readonly reason: string };

/** Writes a release (`9.4`, `22.04`, `leap-15.5`) as OSV does; `undefined` when it cannot be one. */
type Suffix = (release: string) => string | undefined;

const major: Suffix = (release) => /^\d+/.exec(release)?.[0];
const asWritten: Suffix = (release) => (/^\d[\w.]*$/.test(release) ? release : undefined);
/** Rolling distributions have one stream and no suffix. */
const rolling: Suffix = () => '';

const debianReleases: ReadonlyMap<string, string> = new Map(
  Object.entries({ stretch: '9', buster: '10', bullseye: '11', bookworm: '12', trixie: '13', forky: '14', duke: '15' }),
);
const ubuntuReleases: ReadonlyMap<string, string> = new Map(
  Object.entries({ trusty: '14.04', xenial: '16.04', bionic: '18.04', focal: '20.04', jammy: '22.04', noble: '24.04' }),
);

/** OSV marks long-term releases, those of April of even years: `Ubuntu:22.04:LTS`, but `Ubuntu:24.10`. */
const ubuntu: Suffix = (release) => {
  const number = /^\d\d\.\d\d/.exec(ubuntuReleases.get(release) ?? release)?.[0];
  if (number === undefined) return undefined;
  return number.endsWith('.04') && Number(number.slice(0, 2)) % 2 === 0 ? `${number}:LTS` : number;
};
const alpine: Suffix = (release) => {
  const number = /^v?(\d+\.\d+)/.exec(release)?.[1];
  return number === undefined ? undefined : `v${number}`;
};
const openSuse: Suffix = (release) => {
  if (release.startsWith('tumbleweed')) return 'Tumbleweed';
  const leap = /^(?:leap-)?(\d+\.\d+)/.exec(release)?.[1];
  return leap === undefined ? undefined : `Leap ${leap}`;
};
const suse: Suffix = (release) => {
  const [, number, pack] = /^(\d+)(?:\.(\d+))?$/.exec(release) ?? [];
  if (number === undefined) return undefined;
  return `Linux Enterprise Server ${number}${pack === undefined || pack === '0' ? '' : ` SP${pack}`}`;
};

type Distribution = readonly [id: string, ecosystem: string, suffix: Suffix];

/** Ids as os-release, Syft and Trivy write them before the release. The first that fits decides. */
const distributions: Readonly<Record<'deb' | 'rpm' | 'apk', readonly Distribution[]>> = {
  deb: [
    ['debian', 'Debian', (release) => debianReleases.get(release) ?? major(release)],
    ['ubuntu', 'Ubuntu', ubuntu],
    ['echo', 'Echo', rolling],
  ],
  rpm: [
    ['almalinux', 'AlmaLinux', major],
    ['alma', 'AlmaLinux', major],
    ['rocky', 'Rocky Linux', major],
    ['centos', 'CentOS', major],
    ['fedora', 'Fedora', major],
    ['ol', 'Oracle Linux', major],
    ['oracle', 'Oracle Linux', major],
    ['amzn', 'Amazon Linux', major],
    ['amazon', 'Amazon Linux', major],
    ['azurelinux', 'Azure Linux', major],
    ['azl', 'Azure Linux', major],
    ['mariner', 'CBL-Mariner', major],
    ['mageia', 'Mageia', major],
    ['photon', 'Photon OS', asWritten],
    ['opensuse', 'openSUSE', openSuse],
    ['sles', 'SUSE', suse],
    ['suse', 'SUSE', suse],
  ],
  apk: [
    ['alpine', 'Alpine', alpine],
    ['wolfi', 'Wolfi', rolling],
    ['chainguard', 'Chainguard', rolling],
    ['minimos', 'MinimOS', rolling],
  ],
};

/**
 * Names the OSV ecosystem of a `deb`, `rpm` or `apk` package URL from its `distro` qualifier, such as `debian-12`,
 * `almalinux-9.4` or `jammy`; a bare release (`distro=3.19`) is read as one of the namespace's distribution.
 * Red Hat's own releases are refused: OSV names them by product stream, which a package URL does not say.
 */
export function distributionOf({ type, namespace, qualifiers }: PurlParts): DistributionRead {
  if (type !== 'deb' && type !== 'rpm' && type !== 'apk') return refused(`no OSV ecosystem belongs to type "${type}"`);
  const vendor = (namespace ?? '').toLowerCase();
  const stated = Object.hasOwn(qualifiers, 'distro') ? (qualifiers['distro'] ?? '').toLowerCase() : '';
  for (const distribution of distributions[type]) {
    const ecosystem = ecosystemOf(distribution, stated, vendor);
    if (ecosystem !== undefined) return { kind: 'ecosystem', ecosystem };
  }
  if (stated === '') return refused('it needs the release, such as ?distro=debian-12');
  return refused(`no OSV ecosystem is known for distro "${stated.slice(0, 60)}"`);
}

/**
 * Names the OSV ecosystem of a distribution's release, written as in a `distro` qualifier: `debian-12`,
 * `almalinux-9.4`, `alpine-3.19.1`; `undefined` where none is known.
 */
export function ecosystemOfDistribution(distro: string): string | undefined {
  const stated = distro.toLowerCase();
  for (const type of ['deb', 'rpm', 'apk'] as const) {
    for (const distribution of distributions[type]) {
      const ecosystem = ecosystemOf(distribution, stated, '');
      if (ecosystem !== undefined) return ecosystem;
    }
  }
  return undefined;
}

function ecosystemOf([id, ecosystem, suffix]: Distribution, stated: string, vendor: string): string | undefined {
  const release = releaseOf(id, stated, vendor);
  if (release === undefined || (release === '' && suffix !== rolling)) return undefined;
  const written = suffix(release);
  return written === '' ? ecosystem : written && `${ecosystem}:${written}`;
}

/** The release behind the id; the whole qualifier when only the namespace says which distribution it is. */
function releaseOf(id: string, stated: string, vendor: string): string | undefined {
  if (stated === id) return '';
  if (stated.startsWith(`${id}-`)) return stated.slice(id.length + 1);
  const isVendor = vendor === id || vendor.startsWith(`${id} `);
  return isVendor && !/^[a-z]+-/.test(stated) ? stated : undefined;
}

function refused(reason: string): DistributionRead {
  return { kind: 'refused', reason };
}
