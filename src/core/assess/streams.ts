import type { Streams } from '../../ecosystems/jump.ts';
import type { PackageView, ReadStatement } from './package-view.ts';

/** How RPM distributions mark a build of a module in its release: `.module_el9.6.0+…`, `.module+el8.9.0+…`. */
const moduleBuild = /\.module[_+]el\d/;

/** A module and its stream as the title of an erratum names them: `Important: nodejs:20 security update`. */
const titled = /(?:^|\s)([A-Za-z][\w.+-]*:[\w.][\w.+-]*)(?=\s|,|$)/;

/** The stream of what belongs to no module. */
const noModule = '';

/**
 * The module streams of two versions of a package, where an update crosses from one to another: changing streams is a
 * decision of its own (`dnf module switch-to`), whatever the version numbers say. A build of a module is of the streams
 * whose errata bring it, else of the one whose number its version begins with. `undefined`: the same stream, or nobody
 * can tell.
 */
export function streamsBetween(view: PackageView, from: string, to: string): Streams | undefined {
  if (!moduleBuild.test(from) && !moduleBuild.test(to)) return undefined;
  const [left, right] = [streamsAt(view, from), streamsAt(view, to)];
  const [before, after] = [left[0], right[0]];
  if (before === undefined || after === undefined || left.some((name) => right.includes(name))) return undefined;
  return { from: before, to: after };
}

function streamsAt(view: PackageView, version: string): readonly string[] {
  if (!moduleBuild.test(version)) return [noModule];
  const named = view.statements.flatMap((statement) => {
    const stream = streamOf(statement);
    return stream === undefined ? [] : [{ stream, fixes: statement.fixes }];
  });
  const exact = named.filter(({ fixes }) => fixes.some(({ text }) => text === version)).map(({ stream }) => stream);
  return exact.length > 0 ? [...new Set(exact)].sort() : byNumber(new Set(named.map(({ stream }) => stream)), version);
}

function streamOf({ document, fixes }: ReadStatement): string | undefined {
  return fixes.some(({ text }) => moduleBuild.test(text)) ? titled.exec(document.summary)?.[1] : undefined;
}

/** `nodejs:18` holds 18.20.8, `php:8.2` holds 8.2.28. Of several the longest number; a stream named otherwise holds none. */
function byNumber(streams: ReadonlySet<string>, version: string): readonly string[] {
  const upstream = `${version.replace(/^\d+:/, '').replace(/-.*$/, '')}.`;
  const holding = [...streams].filter((stream) => {
    const number = stream.slice(stream.indexOf(':') + 1);
    return /^\d+(?:\.\d+)*$/.test(number) && upstream.startsWith(`${number}.`);
  });
  return holding.sort((left, right) => right.length - left.length || (left < right ? -1 : 1)).slice(0, 1);
}
