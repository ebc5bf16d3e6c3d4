import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/adapters/terminal.ts';
import { renderCalendarIcs } from '../../../src/render/calendar/ics.ts';
import { renderCalendarJson } from '../../../src/render/calendar/json.ts';
import { renderCalendarText } from '../../../src/render/calendar/text.ts';
import { renderPlanMarkdown } from '../../../src/render/plan/markdown.ts';
import { calendarOf, smallEstate } from '../../support/calendar.ts';
import { decided, yaml } from '../../support/estate.ts';

const patchFile = (spec: object): Readonly<Record<string, string>> => ({
  'catalog/patch.yaml': yaml('Patch', 'upgrade', {
    product: { ecosystem: 'npm', name: 'app' },
    version: '1.0.1',
    fixes: ['GHSA-app'],
    ...spec,
  }),
});
const viewOf = (files: Readonly<Record<string, string>>, team?: string) =>
  calendarOf({ files, to: '2026-12-10T12:00:00Z', ...(team !== undefined && { team }) }).view;
const byStep = { ...smallEstate, ...patchFile({ phases: ['install', 'activate'] }) };
const byHeight = {
  ...smallEstate,
  ...patchFile({ activation: { height: 100, estimatedAt: '2026-12-03T00:00:00Z', margin: '24h' } }),
};

describe('an activation in a calendar', () => {
  it('stands in the agenda where it takes effect and where it is due', () => {
    const text = renderCalendarText(viewOf(byStep), plainPaint);

    expect(text).toMatch(/activate {2}app 1\.0\.1 takes effect on app-1, by a step in night,/);
    expect(text.replace(/\s+/g, ' ')).toContain('app 1.0.1: step of app-1 due, waiting');
  });

  it('tells the height and the margin', () => {
    const text = renderCalendarText(viewOf(byHeight), plainPaint).replace(/\s+/g, ' ');

    expect(text).toContain('app 1.0.1 takes effect on db-1, at height 100,');
    expect(text).toContain('app 1.0.1: everywhere on db-1 by now,');
  });

  it('is one document for programs', () => {
    const document = JSON.parse(renderCalendarJson(viewOf(byStep)));

    expect(document.activations).toHaveLength(6);
    expect(document.activations[0]).toMatchObject({
      ...{ patch: 'upgrade', package: 'app', version: '1.0.1', cluster: null, by: 'step', moment: 'at' },
      ...{ height: null, state: 'waiting' },
    });
  });

  it('is an event with an id that stays, and tentative where it is only planned', () => {
    const ics = renderCalendarIcs(viewOf(byStep));

    expect(ics).toMatch(/UID:activation-[0-9a-f]{32}@patchledger\r\n/);
    expect(ics).toMatch(/CATEGORIES:activation\r\nSTATUS:TENTATIVE/);
    expect(new Set(ics.match(/UID:[^\r]*/g)).size).toBe(ics.match(/UID:/g)?.length);
  });

  it('is left out for a team that has none of its members', () => {
    const document = JSON.parse(renderCalendarJson(viewOf(byStep, 'ledger')));

    expect(document.activations.map(({ assets }: { assets: string[] }) => assets.join())).toEqual(['db-1', 'db-1']);
  });
});

describe('an activation in the Markdown of a plan', () => {
  it('has a section with when, who has it and what is wrong', () => {
    const { plan } = decided(byHeight);

    expect(renderPlanMarkdown(plan, [])).toMatch(/## Activations\n\n- app 1\.0\.1 of app-1 activates at height 100/);
    expect(renderPlanMarkdown(decided(smallEstate).plan, [])).not.toContain('## Activations');
  });
});
