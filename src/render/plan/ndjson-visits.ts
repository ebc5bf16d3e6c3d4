import { formatInstant } from '../../core/time.ts';
import type { Reason } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Gate, Visit } from '../../model/visit.ts';
import { gateJson } from './json.ts';

/**
 * A line a visit, the same as the visit of the document. Written part by part: this runs once a visit of the whole
 * estate, whose visits share their gates and begin at few instants.
 */
export function* visitLines(visits: readonly Visit[]): Iterable<string> {
  const gateText = remembered((gate: Gate) => JSON.stringify(gateJson(gate)));
  const quoted = remembered((text: string) => JSON.stringify(text));
  const reasonText = ({ code, text }: Reason): string => `{"code":${quoted(code)},"text":${quoted(text)}}`;
  const instantText = remembered((at: Instant) => formatInstant(at));
  for (const visit of visits) {
    const { id, kind, asset, ring = null, window = null, state, start, end, requirements, gates, reasons } = visit;
    const wave = window === null ? null : visit.wave;
    const where = `"ring":${ring === null ? null : quoted(ring)},"window":${window === null ? null : quoted(window)},"wave":${wave}`;
    const when = `"start":"${instantText(start)}","end":"${instantText(end)}","state":"${state}"`;
    const what = `"requirements":${idList(requirements)}`;
    const why = `"gates":[${gates.map(gateText).join(',')}],"reasons":[${reasons.map(reasonText).join(',')}]`;
    yield `{"visit":{"id":${JSON.stringify(id)},"kind":"${kind}","asset":${JSON.stringify(asset)},${where},${when},${what},${why}}}`;
  }
}

/** Ids of requirements: `R-` and hexadecimal digits, which need no escape. */
export const idList = (ids: readonly string[]): string => (ids.length === 0 ? '[]' : `["${ids.join('","')}"]`);

/** How many values a text is kept for: what is often asked comes early. */
const mostRemembered = 10_000;

/** The same text for the same value, made once as long as there are few. */
export function remembered<T>(make: (value: T) => string): (value: T) => string {
  const known = new Map<T, string>();
  return (value) => {
    const before = known.get(value);
    if (before !== undefined) return before;
    const made = make(value);
    if (known.size < mostRemembered) known.set(value, made);
    return made;
  };
}
