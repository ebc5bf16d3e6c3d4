import { ecosystemPrefix } from './registry.ts';

/**
 * The form of a package name under which an ecosystem holds it unique: PEP 503 for PyPI, lower case for NuGet and
 * Packagist, as it stands elsewhere. Two names are one package when their normalised forms are equal.
 */
export function normaliseName(ecosystem: string, name: string): string {
  switch (ecosystemPrefix(ecosystem)) {
    case 'PyPI':
      return name.toLowerCase().replace(/[-_.]+/g, '-');
    case 'NuGet':
    case 'Packagist':
      return name.toLowerCase();
    default:
      return name;
  }
}

/**
 * The form of a version for looking it up in an advisory's `versions` list: Go without its `v` or `go` prefix,
 * as it stands elsewhere. Ordering does not need it: the comparers read every form.
 */
export function normaliseVersion(ecosystem: string, version: string): string {
  if (ecosystemPrefix(ecosystem) !== 'Go') return version;
  return version.replace(/^(?:v|go)(?=[0-9])/, '');
}
