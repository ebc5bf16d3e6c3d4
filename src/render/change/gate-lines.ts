import type { ChangeContent } from '../../model/change.ts';
import type { Gate } from '../../model/visit.ts';
import { markdownCode, markdownText } from '../markdown/escape.ts';
import { assetsText } from '../words.ts';

/** A gate with the assets whose visits it stands before. */
interface AskedGate {
  readonly gate: Gate;
  readonly assets: string[];
}

/** The checklist of evidence: one line a gate; where records show it for some assets only, a line each, with their names. */
export function gateLines(content: ChangeContent, most: number): readonly string[] {
  const asked = new Map<string, Map<string, AskedGate>>();
  for (const { asset, gates } of content.visits) {
    for (const gate of gates) {
      const [what, shown] = [`${gate.gate} ${gate.needs}`, JSON.stringify([gate.status, gate.metBy, gate.lacks])];
      const alike = asked.get(what) ?? new Map<string, AskedGate>();
      asked.set(what, alike);
      const known = alike.get(shown) ?? { gate, assets: [] };
      alike.set(shown, known);
      known.assets.push(asset);
    }
  }
  return [...asked.keys()].sort().flatMap((what) => {
    const alike = [...(asked.get(what)?.values() ?? [])];
    return alike.map((one) => gateLine(one, alike.length > 1, most));
  });
}

function gateLine({ gate, assets }: AskedGate, isForSome: boolean, most: number): string {
  const { metBy = [], lacks = [] } = gate;
  const names = isForSome ? ` (${markdownText(assetsText([...new Set(assets)].sort(), most))})` : '';
  const records = metBy.length > 0 ? `: ${metBy.map(markdownCode).join(', ')}` : '';
  const but = lacks.map((lack) => `; but ${markdownText(lack)}`).join('');
  return `- [${gate.status === 'met' ? 'x' : ' '}] ${gate.gate}: ${markdownText(gate.needs)}${names}${records}${but}`;
}
