import type { Exporter, HandedVisit, Handover } from '../model/handover.ts';
import { quotedText } from './quote.ts';

/** Approved visits as data, for engines of one's own. */
export const jsonExporter: Exporter = {
  id: 'json',
  title: 'JSON',
  specification: 'docs/guide/records.md',
  usage: 'read visits.json',
  export: (handover) => [{ path: 'visits.json', text: jsonText(handover) }],
};

/** A handover as one JSON document in ASCII: names that look alike are not. */
function jsonText({ asOf, tool, commit, emergency, visits, held }: Handover): string {
  const document = {
    schema: 'patchledger.export/v1',
    asOf,
    tool,
    commit: commit ?? null,
    emergency: emergency ?? null,
    visits: visits.map(visitOf),
    held,
  };
  return `${asciiJson(document)}\n`;
}

function visitOf({
  start: _start,
  end: _end,
  startText,
  endText,
  window,
  ring,
  rebootRequired,
  updates,
  ...visit
}: HandedVisit) {
  return {
    ...visit,
    window: window ?? null,
    ring: ring ?? null,
    start: startText,
    end: endText,
    rebootRequired: rebootRequired ?? null,
    updates: updates.map(({ due, ...update }) => ({ ...update, due: due ?? null })),
  };
}

function asciiJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/"(?:[^"\\]|\\.)*"/g, (text) => quotedText(JSON.parse(text) as string));
}
