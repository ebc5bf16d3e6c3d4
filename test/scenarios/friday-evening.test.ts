import { describe, expect, it } from 'vitest';
import type { Instant, Interval } from '../../src/model/time.ts';
import { scenariosFolder, scenariosIn } from '../support/scenarios.ts';
import { type Chapter, chaptersOf } from '../support/story.ts';
import { at } from '../support/world.ts';

const scenario = scenariosIn(scenariosFolder).find(({ name }) => name === 'friday-evening');
const chapters = scenario === undefined ? [] : chaptersOf(scenario);
const soakMs = 30 * 60_000;

/** Validators are away from the start of a visit to the end of their soak; planned visits and those on record. */
function awayIn({ decision: { plan, estate } }: Chapter): readonly (Interval & { readonly asset: string })[] {
  const done = [...(estate.resources.DeploymentRecord?.values() ?? [])].flatMap(({ document }) =>
    document.spec.rows.map(({ asset, start, end }) => ({ asset, start: at(start), end: at(end) })),
  );
  const times = [...done, ...plan.schedule.visits].filter(({ asset }) => asset.startsWith('val-'));
  return times.map(({ asset, start, end }) => ({ asset, start, end: (end + soakMs) as Instant }));
}

const visitOf = ({ decision }: Chapter, asset: string) =>
  decision.plan.schedule.visits.find((visit) => visit.asset === asset);

const coverageIn = ({ decision }: Chapter) => decision.plan.schedule.clusters[0]?.coverage;

const chapter = (name: string): Chapter => {
  const found = chapters.find((one) => one.name === name);
  if (found === undefined) throw new Error(`the story has no ${name}`);
  return found;
};

describe('an exploited flaw on a Friday evening', () => {
  it.each(chapters.map((one) => [one.name, one] as const))('%s: never takes two of four validators out', (_, one) => {
    const away = awayIn(one);
    for (const { start } of away) {
      expect(away.filter((other) => other.start <= start && start < other.end)).toHaveLength(1);
    }
  });

  it('sends the gateway outside every window at once, when the role for emergencies agrees', () => {
    const visit = visitOf(chapter('start'), 'gateway');

    expect(visit).toMatchObject({ kind: 'emergency', window: undefined, start: at('2021-12-10T16:00:00Z') });
    expect(visit?.gates[0]).toMatchObject({
      gate: 'approval',
      needs: 'incident-lead agrees to work outside every window',
    });
    expect(visit?.end).toBeLessThan(visit?.deadline ?? 0);
  });

  it('has more than two thirds of the voting weight protected with the third validator', () => {
    const coverage = coverageIn(chapter('start'));

    expect(coverage?.steps.map(({ percent }) => percent)).toEqual([25, 50, 75, 100]);
    expect(coverage?.threshold).toEqual({
      percent: 66.7,
      isReached: false,
      reachedAfter: visitOf(chapter('start'), 'val-3')?.id,
    });
  });

  it('keeps every approved visit where it was approved, whatever is done meanwhile', () => {
    const approved = new Map(
      ['gateway', 'val-1', 'val-2', 'val-3', 'val-4'].map((name) => [name, visitOf(chapter('start'), name)]),
    );
    for (const one of chapters.slice(1)) {
      for (const { asset, id, start, end, state } of one.decision.plan.schedule.visits) {
        expect({ id, start, end, state }).toMatchObject({
          id: approved.get(asset)?.id,
          start: approved.get(asset)?.start,
          end: approved.get(asset)?.end,
          state: 'approved',
        });
      }
    }
  });

  it('proposes nothing anew while what was merged is carried out', () => {
    for (const one of chapters.slice(1)) {
      expect([...one.documents.keys()].filter((name) => name.startsWith('change-'))).toEqual([]);
    }
  });

  it('counts the weight that is done, deployment by deployment', () => {
    const percents = chapters.slice(0, 6).map((one) => coverageIn(one)?.initialPercent);

    expect(percents).toEqual([0, 0, 0, 25, 75, 100]);
  });

  it('believes deployments as unverified, and closes what was seen, by its deployment', () => {
    const statesIn = ({ decision }: Chapter) => decision.plan.requirements.map(({ state }) => state);
    const endingsIn = ({ decision }: Chapter) =>
      [...decision.ledger.assets.values()].flatMap((packages) =>
        [...packages.values()].flatMap(({ findings }) => findings.map(({ closed }) => closed?.by)),
      );

    expect(statesIn(chapter('5-all-done'))).toEqual(Array.from({ length: 5 }, () => 'unverified'));
    expect(statesIn(chapter('6-observed'))).toEqual([]);
    expect(endingsIn(chapter('7-closed'))).toEqual(Array.from({ length: 5 }, () => 'deployment'));
  });
});
