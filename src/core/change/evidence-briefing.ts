import type { Drill, MissingEvidence, TestBriefing, TestRun, WayBack } from '../../model/briefing.ts';
import type { ChangeContent, ChangeVisit } from '../../model/change.ts';
import type { Estate } from '../../model/estate.ts';
import type { Gate } from '../../model/visit.ts';
import { lastWords } from '../evidence/supersession.ts';
import { parseInstant } from '../time.ts';

/** A gate of one kind, and the asset whose visit it stands before. */
interface AskedGate {
  readonly asset: string;
  readonly gate: Gate;
}

/**
 * What is on record about tests of the versions that a Change installs: every test of them that nobody corrected, and
 * those on which a gate rests. What a gate still needs stands beside it, in the words of the gate.
 */
export function testsOf({ visits }: ChangeContent, { resources }: Estate): TestBriefing {
  const gates = gatesOf(visits, 'test-evidence');
  const counted = new Set(gates.flatMap(({ gate }) => gate.metBy ?? []));
  const updates = new Map(
    visits.flatMap(({ requirements }) =>
      requirements.map(({ ecosystem, name, target }) => [keyOf(ecosystem, name, target), `${name} ${target}`] as const),
    ),
  );
  const runs = lastWords([...(resources.TestRecord?.values() ?? [])]).flatMap(
    ({ name, document: { spec } }): TestRun[] => {
      const about = spec.patches.flatMap((one) => updates.get(keyOf(one.ecosystem, one.name, one.version)) ?? []);
      const endedAt = parseInstant(spec.endedAt);
      if (endedAt === undefined || (about.length === 0 && !counted.has(name))) return [];
      const stated = spec.patches.map((one) => `${one.name} ${one.version}`);
      const { result, environment, assets = [], mirrors = [], kinds } = spec;
      const tested = [...new Set(about.length === 0 ? stated : about)].sort();
      return [{ record: name, result, environment, assets, mirrors, kinds, endedAt, updates: tested }];
    },
  );
  return { runs: runs.sort(newestFirst), missing: missingOf(gates) };
}

const keyOf = (ecosystem: string, name: string, version: string): string => JSON.stringify([ecosystem, name, version]);

/** How a Change is taken back, the drills that count for its visits, and where none does. */
export function wayBackOf({ visits, rollback }: ChangeContent, { resources }: Estate): WayBack {
  const gates = gatesOf(visits, 'rollback-drill');
  const drills = new Map<string, { drill: Omit<Drill, 'assets'>; assets: Set<string> }>();
  for (const { asset, gate } of gates) {
    for (const record of gate.metBy ?? []) {
      const spec = resources.RollbackRecord?.get(record)?.document.spec;
      const endedAt = parseInstant(spec?.endedAt ?? '');
      if (spec === undefined || endedAt === undefined) continue;
      const key = JSON.stringify([record, gate.needs]);
      const known = drills.get(key) ?? {
        drill: { record, endedAt, on: spec.assets, needs: gate.needs },
        assets: new Set<string>(),
      };
      drills.set(key, known);
      known.assets.add(asset);
    }
  }
  const counting = [...drills.values()].map(({ drill, assets }): Drill => ({ ...drill, assets: [...assets].sort() }));
  return { procedure: rollback, drills: counting.sort(newestFirst), missing: missingOf(gates) };
}

function gatesOf(visits: readonly ChangeVisit[], kind: Gate['gate']): readonly AskedGate[] {
  return visits.flatMap(({ asset, gates }) =>
    gates.filter(({ gate }) => gate === kind).map((gate) => ({ asset, gate })),
  );
}

/** Gates that are open, those that need and lack the same together; in the order of the visits. */
function missingOf(gates: readonly AskedGate[]): readonly MissingEvidence[] {
  const alike = new Map<string, { needs: string; lacks: readonly string[]; assets: Set<string> }>();
  for (const { asset, gate } of gates) {
    if (gate.status === 'met') continue;
    const { needs, lacks = [] } = gate;
    const key = JSON.stringify([needs, lacks]);
    const known = alike.get(key) ?? { needs, lacks, assets: new Set<string>() };
    alike.set(key, known);
    known.assets.add(asset);
  }
  return [...alike.values()].map(({ assets, ...rest }) => ({ ...rest, assets: [...assets].sort() }));
}

const newestFirst = (
  left: { readonly endedAt: number; readonly record: string },
  right: { readonly endedAt: number; readonly record: string },
): number => right.endedAt - left.endedAt || (left.record < right.record ? -1 : 1);
