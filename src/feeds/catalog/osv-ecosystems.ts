/**
 * Ecosystems of the OSV schema (1.8) without suffixes, the distributions that scanners report and OSV does not define,
 * and `generic` for software that no ecosystem distributes.
 */
const known: ReadonlySet<string> = new Set(
  [
    'AlmaLinux|Alpaquita|Alpine|Android|Azure Linux|BellSoft Hardened Containers|Bioconductor|Bitnami|Chainguard',
    'CleanStart|ConanCenter|CRAN|crates.io|Debian|Docker Hardened Images|Echo|FreeBSD|GHC|GIT|GitHub Actions|Go',
    'Hackage|Hex|Julia|Kubernetes|Linux|Mageia|Maven|MinimOS|npm|NuGet|opam|openEuler|openSUSE|OSS-Fuzz|Packagist',
    'Photon OS|Pub|PyPI|Red Hat|Rocky Linux|Root|RubyGems|SUSE|SwiftURL|TuxCare|Ubuntu|VSCode|Wolfi|generic',
    'Amazon Linux|CBL-Mariner|CentOS|Fedora|Oracle Linux',
  ]
    .join('|')
    .split('|'),
);

/** Is this the name of an ecosystem, its suffix (`:9`, `:22.04:LTS`) aside? */
export function isKnownEcosystem(ecosystem: string): boolean {
  const colon = ecosystem.indexOf(':');
  return known.has(colon === -1 ? ecosystem : ecosystem.slice(0, colon));
}
