import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../../src/adapters/terminal.ts';
import { explain } from '../../../src/core/plan/explain.ts';
import { renderExplanationJson } from '../../../src/render/explain/json.ts';
import { renderExplanation } from '../../../src/render/explain/text.ts';
import { decided, documents, yaml } from '../../support/estate.ts';

const osv = (id: string, name: string, events: readonly object[]): string =>
  JSON.stringify({
    ...{ id, modified: '2026-11-01T00:00:00Z', published: '2026-11-01T00:00:00Z' },
    affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events }] }],
  });
const component = (name: string) => ({ ecosystem: 'npm', name, version: '1.0.0' });

const decision = decided({
  'patchledger.yaml': yaml('Workspace', 'w', { timeZone: 'Europe/Zurich' }),
  'inventory/a.yaml': yaml('Inventory', 'hosts', {
    assets: [
      {
        name: 'a',
        owner: 'web',
        labels: { site: 'fra' },
        components: ['app', 'stuck', 'fine', 'worse'].map(component),
      },
    ],
  }),
  'directory/t.yaml': yaml('Team', 'web', {}),
  'policies/p.yaml': yaml('PatchPolicy', 'p', '{ rules: [{ id: all, then: { priority: scheduled, within: 30d } }] }'),
  'schedules/w.yaml': documents(
    yaml('MaintenanceWindow', 'nights', {
      start: '2026-01-01T22:00',
      rrule: 'FREQ=DAILY',
      duration: '2h',
      maxConcurrent: 1,
    }),
  ),
  'catalog/app.json': osv('GHSA-app', 'app', [{ introduced: '0' }, { fixed: '1.0.1' }]),
  'catalog/stuck.json': osv('GHSA-stuck', 'stuck', [{ introduced: '0' }]),
  'catalog/worse.json': osv('GHSA-worse', 'worse', [{ introduced: '0' }, { fixed: '1.2.0' }]).replace(
    '"affected"',
    '"database_specific":{"severity":"LOW"},"affected"',
  ),
  'catalog/new.json': osv('GHSA-new', 'worse', [{ introduced: '1.1.0' }]),
  'catalog/fine.json': osv('GHSA-fine', 'fine', [{ introduced: '0' }, { fixed: '0.9.0' }]),
});

function textOf(subject?: string): string {
  const explanation = explain(decision, 'a', subject, decision.locate);
  return explanation === undefined ? '' : renderExplanation(explanation, decision.plan, plainPaint);
}

describe('an explanation in a terminal', () => {
  it('starts with the asset, its verdict, where it stands and what is known of it', () => {
    const lines = textOf().split('\n');

    expect(lines[0]).toMatch(/^a {2}compliant: .* {2}inventory\/a\.yaml:4$/);
    expect(lines.slice(1, 6).join('\n')).toMatch(/owner +web\n.*exposure unknown.*\n +labels +site=fra\n/);
    expect(textOf()).toContain('only as written in the inventory');
  });

  it('derives a requirement from what was found to when it is done', () => {
    const text = textOf('app');

    expect(text).toMatch(/^app 1\.0\.0 → 1\.0\.1 {2}open, scheduled, due 2026-12-01 01:00 \+01:00 {2}R-[0-9a-f]{12}$/m);
    expect(text).toMatch(/GHSA-app: affected\n +GHSA-app affected: .*fixed 1\.0\.1/);
    expect(text).toContain('1.0.1 is the smallest fixed version that no known advisory affects (patch)');
    expect(text).toMatch(/p\/all for GHSA-app {2}policies\/p\.yaml:4 {2}\(binds the due, binds the priority\)/);
    expect(text).toMatch(/V-[0-9a-f]{12} planned: 2026-11-22 22:00 \+01:00 to .*, window nights, wave 1/);
    expect(text).toMatch(/gate approval open: /);
  });

  it('says what a fix would bring in where it is not to be taken', () => {
    expect(textOf('worse')).toMatch(/worse 1\.0\.0 → no version to take/);
    expect(textOf('worse')).toContain('1.2.0 clears GHSA-worse and would bring in GHSA-new, which is more urgent');
  });

  it('says so where no version is fixed, and that nothing is to be installed', () => {
    expect(textOf('stuck')).toMatch(/stuck 1\.0\.0 → no fixed version {2}no-fix/);
    expect(textOf('stuck')).toContain('no fixed version is published');
  });

  it('answers why nothing is required', () => {
    const text = textOf('fine');

    expect(text).toContain('Nothing is required for fine.');
    expect(text).toMatch(
      /Advisories that need nothing here\n {2}fine 1\.0\.0 {2}.* (?:not-affected|fixed) {2}GHSA-fine: /,
    );
  });
});

describe('an explanation as JSON', () => {
  const documentOf = (subject?: string) => {
    const explanation = explain(decision, 'a', subject, decision.locate);
    return JSON.parse(explanation === undefined ? '{}' : renderExplanationJson(explanation, decision.plan));
  };

  it("holds the plan's own requirement and visit with the evidence behind them", () => {
    const [requirement] = documentOf('app').requirements;

    expect(requirement).toMatchObject({
      ...{ asset: 'a', target: '1.0.1', unplaced: null, findings: [{ advisory: 'GHSA-app', documents: ['GHSA-app'] }] },
      visitDetails: { id: requirement.visit, window: 'nights', refused: [] },
    });
  });

  it('says null of what is not known', () => {
    expect(documentOf()).toMatchObject({ facts: { exposure: null, labels: { site: 'fra' } }, subject: null });
    expect(documentOf('stuck').requirements).toMatchObject([{ target: null, visitDetails: null, unplaced: null }]);
    expect(documentOf('app').requirements[0].findings[0].facts.epss).toMatchObject({ value: null, at: null });
  });

  it('lists what was settled', () => {
    expect(documentOf('fine')).toMatchObject({ requirements: [], settled: [{ component: component('fine') }] });
  });
});
