/** Hosts one pattern may stand for. */
export const hostLimit = 10_000;

const range = /\[([A-Za-z0-9]+):([A-Za-z0-9]+)(?::(\d+))?\]/;

/**
 * Expands an Ansible host pattern: `web[01:03].example.com`, `db-[a:c]`, `n[1:9:2]`; leading zeros keep their width.
 *
 * @returns `undefined` when the pattern stands for more hosts than `hostLimit`.
 */
export function expandHosts(pattern: string): readonly string[] | undefined {
  let hosts: readonly string[] = [''];
  let rest = pattern;
  for (let found = range.exec(rest); found !== null; found = range.exec(rest)) {
    const [whole, from = '', to = '', step] = found;
    const members = membersOf(from, to, Number(step ?? 1));
    if (members === undefined || hosts.length * members.length > hostLimit) return undefined;
    const before = rest.slice(0, found.index);
    hosts = hosts.flatMap((host) => members.map((member) => host + before + member));
    rest = rest.slice(found.index + whole.length);
  }
  return hosts.map((host) => host + rest);
}

function membersOf(from: string, to: string, step: number): readonly string[] | undefined {
  const isNumeric = /^\d+$/.test(from) && /^\d+$/.test(to);
  if (!isNumeric && (from.length !== 1 || to.length !== 1)) return [`[${from}:${to}]`];
  const [first, last] = isNumeric ? [Number(from), Number(to)] : [from.charCodeAt(0), to.charCodeAt(0)];
  if (step < 1 || last < first) return [];
  const count = Math.floor((last - first) / step) + 1;
  if (count > hostLimit) return undefined;
  const width = from.startsWith('0') ? from.length : 0;
  return Array.from({ length: count }, (_, index) => {
    const value = first + index * step;
    return isNumeric ? String(value).padStart(width, '0') : String.fromCharCode(value);
  });
}
