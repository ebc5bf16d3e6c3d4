/** A line of CODEOWNERS that owns something: the pattern as written and its owners. */
export interface OwnerRule {
  readonly pattern: string;
  readonly owners: readonly string[];
  readonly line: number;
}

/** Reads CODEOWNERS as GitHub does: blank lines and comments left out, `\ ` for a blank in a path, owners behind it. */
export function readCodeowners(text: string): readonly OwnerRule[] {
  return text.split(/\r?\n/).flatMap((line, index) => {
    const words = line.replace(/(?:^|\s)#.*$/, '').trim();
    if (words === '') return [];
    const [pattern = '', ...owners] = words.split(/(?<!\\)\s+/);
    return [{ pattern: pattern.replaceAll('\\ ', ' '), owners, line: index + 1 }];
  });
}

/** The rule that decides for a path: the last that matches. One without owners takes a path out of those above it. */
export function ownerRule(rules: readonly OwnerRule[], path: string): OwnerRule | undefined {
  return rules.findLast(({ pattern }) => patternOf(pattern).test(path));
}

/**
 * A pattern of CODEOWNERS as a regular expression: `/` at its begin or inside anchors it at the root, at its end it
 * means everything below, `*` stops at `/`, `**` does not.
 */
function patternOf(pattern: string): RegExp {
  const known = patterns.get(pattern);
  if (known !== undefined) return known;
  const isAnchored = pattern.slice(0, -1).includes('/');
  const body = pattern
    .replace(/^\//, '')
    .replace(/\/$/, '')
    .split(/(\*\*\/|\/\*\*$|\*\*|\*|\?)/)
    .map((part) => globs[part] ?? part.replace(/[.+^${}()|[\]\\]/g, '\\$&'))
    .join('');
  // `docs/*` owns files directly in the folder and nothing below; any other pattern owns what lies below as well.
  const end = pattern.endsWith('/') ? '/.*' : /\/\*$/.test(pattern) ? '' : '(?:/.*)?';
  const compiled = new RegExp(`^${isAnchored ? '' : '(?:.*/)?'}${body}${end}$`, 's');
  patterns.set(pattern, compiled);
  return compiled;
}

const patterns = new Map<string, RegExp>();

const globs: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '/**': '/.*',
  '**': '.*',
  '*': '[^/]*',
  '?': '[^/]',
};
