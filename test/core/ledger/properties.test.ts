import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { observe } from '../../../src/core/ledger/observe.ts';
import { readLedger } from '../../../src/core/ledger/read.ts';
import { formatInstant } from '../../../src/core/time.ts';
import type { LedgerRecord } from '../../../src/model/generated/ledger-record.ts';
import type { Ledger, LedgerPackage } from '../../../src/model/ledger.ts';
import type { Instant } from '../../../src/model/time.ts';
import {
  advisoryFile,
  commit,
  type EstateOverTime,
  estateOver,
  exceptionFiles,
  inventoryFile,
  policyFile,
  recordResource,
} from '../../support/ledger.ts';

const within = fc.constantFrom('12h', '24h', '3d', '14d', 'none');
const when = fc.constantFrom<object | undefined>(
  undefined,
  { severity: 'critical' },
  { severity: ['critical', 'low'] },
);
const rule = fc.record({ when, within });
/** Of none, one or two policies of up to three rules. */
const policies = fc.array(fc.array(rule, { minLength: 1, maxLength: 3 }), { maxLength: 2 });
const facts = fc.record({
  severity: fc.constantFrom('critical', 'low', 'unknown'),
  publishedHour: fc.integer({ min: 0, max: 23 }),
  versions: fc.tuple(fc.constantFrom('1.0.0', '1.0.2', undefined), fc.constantFrom('1.0.0', '1.0.1')),
  isExcepted: fc.boolean(),
  isWithdrawn: fc.boolean(),
});
/** How long before the run the policies were merged, where that is known; beyond the run before, nobody believes it. */
const merged = fc.option(fc.integer({ min: 0, max: 30 }), { nil: undefined });
const policyPaths = ['policies/p0.yaml', 'policies/p1.yaml'];
type Policies = typeof policies extends fc.Arbitrary<infer T> ? T : never;
type Facts = typeof facts extends fc.Arbitrary<infer T> ? T : never;

const opening = Date.UTC(2026, 10, 2);
const instant = (hours: number): string => formatInstant((opening + hours * 3_600_000) as Instant);

function policyFiles(all: Policies): Readonly<Record<string, string | undefined>> {
  const files = [0, 1].map((index) => {
    const rules = all[index]?.map((one, at) => ({
      id: `r${at}`,
      within: one.within,
      ...(one.when && { when: one.when }),
    }));
    return rules === undefined ? { [`policies/p${index}.yaml`]: undefined } : policyFile(`p${index}`, rules);
  });
  return Object.assign({}, ...files);
}

function factFiles(known: Facts): Readonly<Record<string, string | undefined>> {
  const [first, second] = known.versions;
  const published = `2026-11-01T${String(known.publishedHour).padStart(2, '0')}:00:00Z`;
  const hosts = {
    'host-1': { other: '1.0.0', ...(first !== undefined && { app: first }) },
    'host-2': { app: second },
    'host-3': { app: second },
  };
  const exception = exceptionFiles('e', 'CVE-2026-0001', '2027-11-01T00:00:00Z');
  const withoutException = Object.fromEntries(Object.keys(exception).map((path) => [path, undefined]));
  const withdrawn = known.isWithdrawn ? { withdrawn: '2026-11-01T23:30:00Z' } : {};
  return {
    ...inventoryFile(hosts),
    ...advisoryFile('CVE-2026-0001', { published, severity: known.severity, ...withdrawn }),
    ...(known.isExcepted ? exception : withoutException),
  };
}

const dues = (estate: EstateOverTime, asOf: string) =>
  new Map(
    estate
      .decide(asOf)
      .plan.requirements.map(({ id, due, originalDue }) => [
        id,
        { due: due ?? Number.POSITIVE_INFINITY, originalDue: originalDue ?? Number.POSITIVE_INFINITY },
      ]),
  );

describe('a run of observe', () => {
  it('writes everything that is new: a run right after it writes nothing, and no due moves for it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(policies, facts, merged), { minLength: 1, maxLength: 4 }), (steps) => {
        let estate = estateOver({});
        for (const [step, [rules, known, hoursAgo]] of steps.entries()) {
          estate = estate.with({ ...policyFiles(rules), ...factFiles(known) });
          if (hoursAgo !== undefined) estate = estate.changed(instant(step * 10 - hoursAgo), ...policyPaths);
          const [now, soon] = [instant(step * 10), instant(step * 10 + 1)];
          const before = dues(estate, now);

          const { estate: after, record } = estate.observe(now);

          if (record === undefined) expect(after.decide(now).ledger.records).toBe(estate.decide(now).ledger.records);
          expect(dues(after, now)).toEqual(before);
          expect(after.observe(soon).record).toBeUndefined();
          expect(dues(after, soon)).toEqual(before);
          estate = after;
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('an edit of policies', () => {
  it('never moves a due later, nor an original due at all, whatever it is and however often', () => {
    fc.assert(
      fc.property(facts, fc.array(fc.tuple(policies, merged), { minLength: 2, maxLength: 4 }), (known, edits) => {
        let estate = estateOver({}).with(factFiles(known));
        let before = new Map<string, { due: number; originalDue: number }>();
        for (const [step, [rules, hoursAgo]] of edits.entries()) {
          estate = estate.with(policyFiles(rules));
          if (hoursAgo !== undefined) estate = estate.changed(instant(step * 10 - hoursAgo), ...policyPaths);
          estate = estate.observed(instant(step * 10));
          const after = dues(estate, instant(step * 10 + 1));
          for (const [id, { due, originalDue }] of before) {
            expect(after.get(id)?.due).toBeLessThanOrEqual(due);
            expect(after.get(id)?.originalDue).toBeLessThanOrEqual(originalDue);
          }
          before = after;
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('an original due', () => {
  it('never moves later while the finding is open, whatever becomes of rules and facts', () => {
    const open = facts.map((known): Facts => ({ ...known, versions: ['1.0.0', '1.0.0'], isWithdrawn: false }));
    fc.assert(
      fc.property(fc.array(fc.tuple(policies, open), { minLength: 2, maxLength: 4 }), (steps) => {
        let estate = estateOver({});
        let before = new Map<string, { due: number; originalDue: number }>();
        for (const [step, [rules, known]] of steps.entries()) {
          estate = estate.with({ ...policyFiles(rules), ...factFiles(known) }).observed(instant(step * 10));
          const after = dues(estate, instant(step * 10));
          for (const [id, { due, originalDue }] of before) {
            // A policy that stopped asking for reasons of fact takes its promise along.
            if (due === Number.POSITIVE_INFINITY || after.get(id)?.due === Number.POSITIVE_INFINITY) continue;
            expect(after.get(id)?.originalDue).toBeLessThanOrEqual(originalDue);
          }
          before = after;
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('the ledger', () => {
  it('is the same in whichever order its records and their rows stand', () => {
    const steps = fc.array(fc.tuple(policies, facts), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(steps, fc.infiniteStream(fc.nat()), (all, numbers) => {
        const records: LedgerRecord[] = [];
        let estate = estateOver({});
        for (const [step, [rules, known]] of all.entries()) {
          const run = estate.with({ ...policyFiles(rules), ...factFiles(known) }).observe(instant(step * 10));
          if (run.record) records.push(run.record);
          estate = run.estate;
        }
        const shuffled = shuffle(records, numbers).map((record) => shuffledRows(record, numbers));

        expect(flat(readLedger(shuffled.map(recordResource)))).toEqual(flat(readLedger(records.map(recordResource))));
      }),
      { numRuns: 20 },
    );
  });

  it('takes a run that two machines recorded at once for one', () => {
    fc.assert(
      fc.property(fc.tuple(policies, facts), ([rules, known]) => {
        const estate = estateOver({}).with({ ...policyFiles(rules), ...factFiles(known) });
        const decisions = [0, 1].map((hour) => estate.decide(instant(hour)));
        const records = decisions.flatMap((decision) => observe({ decision, ledger: decision.ledger, commit }) ?? []);

        const [twice, once] = [records, records.slice(0, 1)].map((some) => flat(readLedger(some.map(recordResource))));

        expect(twice?.assets).toEqual(once?.assets);
        expect(twice?.policies).toEqual(once?.policies);
      }),
      { numRuns: 20 },
    );
  });
});

/** Without the numbers that tell histories apart within one reading. */
function flat({ assets, policies: known }: Ledger): { assets: unknown; policies: unknown } {
  const history = (packages: ReadonlyMap<string, LedgerPackage>): unknown =>
    [...packages].sort(([left], [right]) => (left < right ? -1 : 1)).map(([key, { id: _id, ...rest }]) => [key, rest]);
  const byKey = ([left]: readonly [string, unknown], [right]: readonly [string, unknown]): number =>
    left < right ? -1 : 1;
  return {
    assets: [...assets].sort(byKey).map(([uid, packages]) => [uid, history(packages)]),
    policies: [...known].sort(byKey),
  };
}

function shuffle<T>(items: readonly T[], numbers: Iterator<number>): readonly T[] {
  const keyed = items.map((item) => ({ item, key: numbers.next().value as number }));
  return keyed.sort((left, right) => left.key - right.key).map(({ item }) => item);
}

/** Rules of a policy keep their order, because it decides. */
function shuffledRows(record: LedgerRecord, numbers: Iterator<number>): LedgerRecord {
  const { opened, dueSet, closed } = record.spec;
  return {
    ...record,
    spec: {
      ...record.spec,
      ...(opened && { opened: shuffle(opened, numbers) }),
      ...(dueSet && { dueSet: shuffle(dueSet, numbers) }),
      ...(closed && { closed: shuffle(closed, numbers) }),
    },
  };
}
