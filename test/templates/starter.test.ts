import { dirname, join } from 'node:path/posix';
import { beforeAll, describe, expect, it } from 'vitest';
import { selectPaths } from '../../src/adapters/estate-paths.ts';
import { newEstate } from '../../src/commands/new-estate.ts';
import { lintsOf } from '../../src/commands/open-linted.ts';
import { formatInstant } from '../../src/core/time.ts';
import type { Estate } from '../../src/model/estate.ts';
import { defaultFolders } from '../../src/model/estate-files.ts';
import type { Plan } from '../../src/model/plan.ts';
import type { Requirement } from '../../src/model/requirement.ts';
import type { Visit } from '../../src/model/visit.ts';
import { decided } from '../support/estate.ts';
import { repositoryFiles } from '../support/source-files.ts';
import { at } from '../support/world.ts';

type Decided = ReturnType<typeof decided>;

const starter = 'templates/starter';
const textOf = (path: string): string =>
  repositoryFiles([dirname(path)], /./).find((file) => file.path === path)?.text ?? '';
const asOf = at((JSON.parse(textOf(`${starter}/demo.json`)) as { readonly asOf: string }).asOf);
const schemas = new Set(repositoryFiles(['schemas'], /\.json$/).map(({ path }) => path));

/** The estate as `init` writes it, and what is decided about it at the pinned moment. */
function decideOn(template: 'starter' | 'minimal'): Decided {
  const { laneOf } = selectPaths(defaultFolders);
  const files = newEstate(template).value.filter(({ path }) => laneOf(path) !== undefined);
  return decided(Object.fromEntries(files.map(({ path, text }) => [path, text])), { asOf });
}

describe.each(['starter', 'minimal'] as const)('the template %s', (template) => {
  const files = repositoryFiles([`templates/${template}`], /\.ya?ml$/);
  const resources = files.filter(({ text, path }) => /^apiVersion:/m.test(text) && !path.includes('/presets/'));

  it('is valid, without a warning', () => {
    expect(decideOn(template).diagnostics).toEqual([]);
  });

  it('tells editors the schema of every resource file', () => {
    for (const { path, text } of resources) {
      const root = `templates/${template}/.patchledger/schemas/`;
      const [, schema = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(text) ?? [];
      const resolved = join(dirname(path), schema);
      expect(resolved.startsWith(root), path).toBe(true);
      expect(schemas.has(`schemas/${resolved.slice(root.length)}`), path).toBe(true);
      const kind = /^kind: (\w+)$/m.exec(text)?.[1] ?? '';
      const slug = kind.replace(/(?<!^)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
      expect(resolved, path).toBe(`${root}${slug}.schema.json`);
    }
  });
});

it('lints of the starter say only what its story is about, and of the minimal template nothing', () => {
  const told = (template: 'starter' | 'minimal') =>
    lintsOf({ ...decideOn(template), asOf }).map(({ code, file }) => `${code} ${file}`);

  // A machine in a drawer, and promises of a day and a week beside windows of once a week.
  expect([...new Set(told('starter'))].sort()).toEqual([
    'lint/emergency-only policies/base.yaml',
    'lint/emergency-only policies/presets/essential-eight-ml1.yaml',
    'lint/emergency-only policies/presets/mission-24h.yaml',
    'lint/infeasible-promise policies/presets/mission-24h.yaml',
    'lint/stale-asset inventory/workstations.yaml',
  ]);
  expect(told('minimal')).toEqual([]);
});

describe('the starter estate', () => {
  let plan: Plan;
  let estate: Estate;
  beforeAll(() => {
    ({ plan, estate } = decideOn('starter'));
  });
  const requirement = (asset: string, name: string): Requirement => {
    const found = plan.requirements.find((one) => one.asset === asset && one.component.name === name);
    if (found === undefined) throw new Error(`nothing is required of ${name} on ${asset}`);
    return found;
  };
  const visitOf = ({ id }: Requirement): Visit | undefined =>
    plan.schedule.visits.find((visit) => visit.requirements.includes(id));
  const hoursUntilDue = ({ due }: Requirement): number => ((due ?? Number.POSITIVE_INFINITY) - asOf) / 3_600_000;

  it('has the size of a small estate: some twenty assets, over a thousand components', () => {
    expect(plan.summary.assets.total).toBeGreaterThanOrEqual(14);
    expect(plan.summary.components).toBeGreaterThanOrEqual(1000);
  });

  it('holds at least fifteen advisories, three of them in the KEV catalogue', () => {
    const { documents, kev } = estate.catalog;
    expect(documents.length).toBeGreaterThanOrEqual(15);
    expect(kev?.entries.size).toBeGreaterThanOrEqual(3);
    const exploited = documents.filter(({ id, aliases, upstream, related }) =>
      [id, ...aliases, ...upstream, ...related].some((name) => kev?.entries.has(name)),
    );
    expect(exploited.length).toBeGreaterThanOrEqual(3);
  });

  it('speaks of nothing that was not published before its pinned moment, with feeds six hours old', () => {
    const { documents, feeds, kev } = estate.catalog;
    for (const { id, published } of documents) expect(published ?? 0, id).toBeLessThan(asOf);
    for (const { name, fetchedAt } of feeds)
      expect(formatInstant(fetchedAt ?? asOf), name).toBe('2025-07-11T09:00:00Z');
    for (const { cve, addedAt } of kev?.entries.values() ?? []) expect(addedAt ?? 0, cve).toBeLessThan(asOf);
  });

  it('pins the shipped presets byte for byte', () => {
    const copies = repositoryFiles([`${starter}/policies/presets`], /\.yaml$/);
    expect(copies.length).toBeGreaterThanOrEqual(2);
    for (const { path, text } of copies)
      expect(text, path).toBe(textOf(path.replace(`${starter}/policies/presets`, 'policies')));
  });

  it('sends the exposed appliance into an emergency visit that is on time', () => {
    const appliance = requirement('adc-1', 'netscaler-adc');
    expect(appliance).toMatchObject({ target: '14.1.47.46', priority: 'immediate', overdue: false });
    expect(visitOf(appliance)).toMatchObject({ kind: 'emergency', state: 'planned' });
  });

  it('has something due within a day on the gateway, in a window tonight', () => {
    const pbkdf2 = requirement('gw-1', 'pbkdf2');
    expect(hoursUntilDue(pbkdf2)).toBeLessThan(24);
    expect(pbkdf2).toMatchObject({ target: '3.1.3', overdue: false, boundBy: { due: { policy: 'mission-24h' } } });
    expect(visitOf(pbkdf2)).toMatchObject({ kind: 'routine', window: 'edge-night', state: 'planned' });
  });

  it('takes the strictest rule where facts are missing, and says which', () => {
    const { reasons } = requirement('gw-1', 'stdlib');
    expect(reasons).toContainEqual({ code: 'needs-facts', text: expect.stringContaining('severity') });
  });

  it('fixes one package in part and another not at all', () => {
    expect(requirement('gw-1', 'ip')).toMatchObject({
      target: undefined,
      partial: { version: '1.1.9', clears: [expect.any(String)], remains: [expect.any(String)] },
    });
    expect(requirement('gw-1', 'request')).toMatchObject({ state: 'no-fix', overdue: false });
  });

  it('has work that is overdue, and an update that waits for its reboot', () => {
    expect(requirement('app-2', 'sudo')).toMatchObject({ state: 'overdue', overdue: true });
    expect(requirement('rpt-1', 'kernel-core')).toMatchObject({ state: 'pending-reboot', overdue: true });
  });

  it('has one visit too many for the weekend: late, because the window is full', () => {
    const late = plan.schedule.visits.filter(({ state, kind }) => state === 'late' && kind === 'routine');
    expect(late).toMatchObject([{ window: 'weekend-prod', reasons: [{ code: 'full' }] }]);
    expect(late[0]?.asset).toMatch(/^db-/);
  });

  it('excepts the host past its support, by an approval on record', () => {
    expect(requirement('legacy-1', 'policykit-1')).toMatchObject({
      state: 'excepted',
      exception: { name: 'legacy-1-pkexec' },
    });
    expect(plan.assets.find(({ name }) => name === 'legacy-1')?.facts.supportEnded).toBe(true);
  });

  it('finds what is fixed and what is not affected, Tomcat by a statement', () => {
    expect(plan.summary.findings.fixed).toBeGreaterThan(0);
    expect(plan.summary.findings.notAffected).toBeGreaterThan(0);
    expect(plan.requirements.filter(({ component }) => component.name.startsWith('tomcat'))).toEqual([]);
  });

  it('says what nobody watches and who was not seen', () => {
    expect(plan.summary.unwatched).toMatchObject([{ ecosystem: 'PyPI', assets: ['rpt-1'] }]);
    expect(plan.verdicts.find(({ asset }) => asset === 'ws-6')?.compliance).toBe('stale');
  });

  it('takes the four validators one at a time, in one night', () => {
    const chain = plan.schedule.clusters.find(({ cluster }) => cluster === 'settlement-chain');
    const visits = (chain?.visits ?? []).flatMap((id) => plan.schedule.visits.filter((visit) => visit.id === id));
    expect(visits.map(({ asset }) => asset).sort()).toEqual(['val-1', 'val-2', 'val-3', 'val-4']);
    for (const [index, { start }] of visits.entries()) {
      const before = visits[index - 1];
      if (before) expect(start - before.end).toBeGreaterThanOrEqual(chain?.soakMs ?? Number.POSITIVE_INFINITY);
    }
  });

  it('shows the gates that its records meet: the tested kernel everywhere, the drill on what the staging host mirrors', () => {
    const metBy = (asset: string, kind: string) =>
      visitOf(requirement(asset, 'kernel-core'))?.gates.find(({ gate }) => gate === kind)?.metBy;

    for (const asset of ['db-1', 'db-2', 'app-1', 'val-1'])
      expect(metBy(asset, 'test-evidence'), asset).toEqual(['2025-07-11-kernel-staging']);
    for (const asset of ['db-1', 'db-2']) expect(metBy(asset, 'rollback-drill'), asset).toEqual(['2025-06-12-drill']);
    for (const asset of ['app-1', 'val-1']) expect(metBy(asset, 'rollback-drill'), asset).toBeUndefined();
  });

  it('says which test is missing where only a part was tested', () => {
    const gate = visitOf(requirement('app-2', 'sudo'))?.gates.find((one) => one.gate === 'test-evidence');
    expect(gate).toMatchObject({ status: 'open', lacks: [expect.stringContaining('sudo')] });
  });

  it('has every requirement governed by approvals', () => {
    const ungoverned = plan.requirements.filter(({ governance }) => governance.approverRoles.length === 0);
    expect(ungoverned.map(({ asset, component }) => `${asset} ${component.name}`)).toEqual([]);
  });
});
