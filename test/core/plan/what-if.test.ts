import { describe, expect, it } from 'vitest';
import { explain } from '../../../src/core/plan/explain.ts';
import { whatIfLines } from '../../../src/render/explain/what-if.ts';
import { decided, documents, yaml } from '../../support/estate.ts';
import { at } from '../../support/world.ts';

const files = {
  'inventory/hosts.yaml': yaml('Inventory', 'hosts', {
    assets: [{ name: 'gw-1', exposure: 'internet', components: [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }] }],
  }),
  'policies/base.yaml': yaml('PatchPolicy', 'base', {
    rules: [
      { id: 'exposed', when: { exposure: 'internet' }, then: { priority: 'immediate', within: '24h' } },
      { id: 'rest', then: { priority: 'scheduled', within: '14d' } },
    ],
  }),
  'catalog/one.json': JSON.stringify({
    id: 'GHSA-test-0000-0001',
    modified: '2026-11-20T00:00:00Z',
    published: '2026-11-20T00:00:00Z',
    affected: [
      {
        package: { ecosystem: 'npm', name: 'app' },
        ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
      },
    ],
  }),
};

const whatIf = (changes: Readonly<Record<string, string>> = {}) => {
  const decision = decided({ ...files, ...changes });
  return explain(decision, 'gw-1', 'app', decision.locate)?.requirements[0]?.whatIf ?? [];
};

describe('what would change a requirement', () => {
  it('is every other value of a fact that ends in another due or priority', () => {
    const told = whatIf().map(({ fact, from, to, priority, rule }) => [fact, from, to, priority, rule]);

    expect(told).toEqual([
      ['exposure', 'internet', 'internal', 'scheduled', 'base/rest'],
      ['exposure', 'internet', 'isolated', 'scheduled', 'base/rest'],
    ]);
  });

  it('leaves out facts that no rule asked for', () => {
    expect(whatIf().map(({ fact }) => fact)).not.toContain('criticality');
  });

  it('tells what an unknown fact would do once it is known', () => {
    const unknown = yaml('Inventory', 'hosts', {
      assets: [{ name: 'gw-1', components: [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }] }],
    });

    const told = whatIf({ 'inventory/hosts.yaml': unknown }).map(({ from, to, priority }) => [from, to, priority]);

    expect(told).toEqual([
      [undefined, 'internal', 'scheduled'],
      [undefined, 'isolated', 'scheduled'],
    ]);
  });

  it('is nothing when every value leads to the same', () => {
    const flat = yaml('PatchPolicy', 'base', {
      rules: [
        { id: 'exposed', when: { exposure: 'internet' }, then: { priority: 'scheduled', within: '14d' } },
        { id: 'rest', then: { priority: 'scheduled', within: '14d' } },
      ],
    });

    expect(whatIf({ 'policies/base.yaml': flat })).toEqual([]);
  });

  it('tells of a fact that only rules ask for which do not decide today', () => {
    const policy = yaml('PatchPolicy', 'base', {
      rules: [
        { id: 'listed', when: { kev: true }, then: { priority: 'immediate', within: '24h', clockStart: 'kev-added' } },
        { id: 'rest', when: { kev: false }, then: { priority: 'scheduled', within: '14d' } },
      ],
      onUnknown: 'skip',
    });

    const told = whatIf({ 'policies/base.yaml': policy }).map(({ fact, to, due }) => [fact, to, due]);

    expect(told).toEqual([
      ['kev', true, at('2026-11-23T00:00:00Z')],
      ['kev', false, at('2026-12-04T00:00:00Z')],
    ]);
  });

  it('tells which policies another value would bring into play', () => {
    const policies = documents(
      yaml('PatchPolicy', 'base', { rules: [{ id: 'rest', then: { priority: 'scheduled', within: '14d' } }] }),
      yaml('PatchPolicy', 'closed', {
        selector: { anyOf: [{ not: { match: { exposure: ['internet', 'internal'] } } }, { labels: { tier: 'gold' } }] },
        rules: [{ id: 'soon', then: { priority: 'out-of-cycle', within: '2d' } }],
      }),
    );

    const decision = decided({ ...files, 'policies/base.yaml': policies });
    const told = explain(decision, 'gw-1', 'app', decision.locate)?.requirements[0]?.whatIf ?? [];

    expect(whatIfLines(told, decision.plan)).toEqual([
      'exposure isolated instead of internet: out-of-cycle, due 2026-11-22 00:00 +00:00 (closed/soon)',
      'label tier gold instead of none: out-of-cycle, due 2026-11-22 00:00 +00:00 (closed/soon)',
    ]);
  });

  it('takes a label away as well, and says what no rule asks for', () => {
    const labelled = yaml('Inventory', 'hosts', {
      assets: [
        { name: 'gw-1', labels: { tier: 'gold' }, components: [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }] },
      ],
    });
    const policy = yaml('PatchPolicy', 'base', {
      rules: [{ id: 'gold', when: { labels: { tier: 'gold' } }, then: { priority: 'immediate', within: '24h' } }],
    });

    const decision = decided({ ...files, 'inventory/hosts.yaml': labelled, 'policies/base.yaml': policy });
    const told = explain(decision, 'gw-1', 'app', decision.locate)?.requirements[0]?.whatIf ?? [];

    expect(whatIfLines(told, decision.plan)).toEqual([
      'label tier none instead of gold: defer, no deadline (no rule speaks)',
    ]);
  });

  it('names the findings where not all of them have the value', () => {
    const second = files['catalog/one.json']
      .replace('0001', '0002')
      .replace(
        '"affected"',
        '"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],"affected"',
      );
    const policy = yaml('PatchPolicy', 'base', {
      rules: [
        { id: 'critical', when: { severity: 'critical' }, then: { priority: 'immediate', within: '24h' } },
        { id: 'rest', when: { severity: { known: true } }, then: { priority: 'scheduled', within: '14d' } },
        { id: 'unrated', then: { priority: 'scheduled', within: '14d' } },
      ],
      onUnknown: 'skip',
    });

    const told = whatIf({ 'catalog/two.json': second, 'policies/base.yaml': policy });

    expect(told.map(({ advisories, from, to }) => [advisories, from, to])).toEqual([
      [['GHSA-test-0000-0002'], 'critical', 'high'],
      [['GHSA-test-0000-0002'], 'critical', 'medium'],
      [['GHSA-test-0000-0002'], 'critical', 'low'],
      [['GHSA-test-0000-0002'], 'critical', 'none'],
    ]);
  });

  it('names of numbers the nearest that leads to an outcome', () => {
    const scored = files['catalog/one.json'].replace(
      '"affected"',
      '"severity":[{"type":"CVSS_V3","score":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:L/I:N/A:N"}],"affected"',
    );
    const policy = yaml('PatchPolicy', 'base', {
      rules: [
        { id: 'worst', when: { cvss: { gte: 9 } }, then: { priority: 'immediate', within: '24h' } },
        { id: 'least', when: { cvss: { lt: 4 } }, then: { priority: 'defer', within: '90d' } },
        { id: 'rest', then: { priority: 'scheduled', within: '14d' } },
      ],
    });

    const told = whatIf({ 'catalog/one.json': scored, 'policies/base.yaml': policy });

    expect(told.map(({ from, to, rule }) => [from, to, rule])).toEqual([
      [5.3, 0, 'base/least'],
      [5.3, 9, 'base/worst'],
    ]);
  });

  it('asks for ransomware only where CISA lists the flaw, since nobody else says so', () => {
    const policy = yaml('PatchPolicy', 'base', {
      rules: [
        { id: 'ransom', when: { ransomware: true }, then: { priority: 'immediate', within: '24h' } },
        { id: 'rest', then: { priority: 'scheduled', within: '14d' } },
      ],
      onUnknown: 'skip',
    });
    const aliased = files['catalog/one.json'].replace('"affected"', '"aliases":["CVE-2026-0001"],"affected"');
    const kev = (cveID: string) =>
      JSON.stringify({
        catalogVersion: '1',
        dateReleased: '2026-11-22T00:00:00Z',
        vulnerabilities: [
          { cveID, dateAdded: '2026-11-20', dueDate: '2026-12-01', knownRansomwareCampaignUse: 'Unknown' },
        ],
      });
    const told = (cve: string) =>
      whatIf({ 'policies/base.yaml': policy, 'catalog/one.json': aliased, 'catalog/kev.json': kev(cve) });

    expect(told('CVE-2026-0001').map(({ fact, from, to }) => [fact, from, to])).toEqual([
      ['ransomware', undefined, true],
    ]);
    expect(told('CVE-2026-0009')).toEqual([]);
  });

  it('asks what a component is for', () => {
    const policy = yaml('PatchPolicy', 'base', {
      rules: [
        { id: 'browser', when: { class: 'browser' }, then: { priority: 'immediate', within: '24h' } },
        { id: 'rest', then: { priority: 'scheduled', within: '14d' } },
      ],
      onUnknown: 'skip',
    });

    expect(whatIf({ 'policies/base.yaml': policy }).map(({ fact, to }) => [fact, to])).toEqual([['class', 'browser']]);
  });

  it("leaves CISA's due day open, which only an entry tells", () => {
    const policy = yaml('PatchPolicy', 'base', {
      rules: [
        { id: 'listed', when: { kev: true }, then: { priority: 'immediate', within: 'kev-due-date' } },
        { id: 'rest', when: { kev: false }, then: { priority: 'scheduled', within: '14d' } },
      ],
      onUnknown: 'skip',
    });
    const decision = decided({ ...files, 'policies/base.yaml': policy });

    const told = explain(decision, 'gw-1', 'app', decision.locate)?.requirements[0]?.whatIf ?? [];

    expect(whatIfLines(told, decision.plan)[0]).toBe(
      "kev true instead of unknown: immediate, due on the day that CISA's entry names (base/listed)",
    );
  });

  it("is told of an update that a vendor's release pins as well", () => {
    const patch = yaml('Patch', 'app-2', {
      product: { ecosystem: 'npm', name: 'app' },
      version: '1.2.0',
      approval: { explicit: true },
      releasedAt: '2026-11-21T00:00:00Z',
    });

    expect(whatIf({ 'catalog/patch.yaml': patch }).map(({ to }) => to)).toEqual(['internal', 'isolated']);
  });

  it('comes true when the file says so', () => {
    const changed = files['inventory/hosts.yaml'].replace('"internet"', '"isolated"');

    const [really] = decided({ ...files, 'inventory/hosts.yaml': changed }).plan.requirements;

    expect(whatIf().find(({ to }) => to === 'isolated')).toMatchObject({
      due: really?.due,
      priority: really?.priority,
    });
  });
});
