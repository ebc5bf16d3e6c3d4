import { describe, expect, it } from 'vitest';
import { componentKey } from '../../../src/core/assess/component-key.ts';
import { readLedger } from '../../../src/core/ledger/read.ts';
import { deploymentLog } from '../../../src/core/report/deployments.ts';
import { dossierSlug, dossiersOf } from '../../../src/core/report/dossiers.ts';
import type { DossierRequest, ReportInput } from '../../../src/core/report/input.ts';
import type { LedgerRecord } from '../../../src/model/generated/ledger-record.ts';
import type { Dossier, DossierStep } from '../../../src/model/report.ts';
import type { Resource } from '../../../src/model/resource.ts';
import { recordResource } from '../../support/ledger.ts';
import {
  deploymentRecord,
  deploymentRow,
  indexed,
  type ReportSketch,
  reportInput,
  verificationRecord,
} from '../../support/report.ts';
import { assessmentWith, at, componentWith, findingWith } from '../../support/world.ts';

const openssl = componentWith({ ecosystem: 'Debian:12', name: 'openssl', version: '3.0.15-1~deb12u1' });

const record = <K extends 'ApprovalRecord' | 'TestRecord' | 'Change'>(
  kind: K,
  name: string,
  spec: object,
): Resource<K> =>
  ({
    kind,
    name,
    document: { apiVersion: 'patchledger/v1', kind, metadata: { name }, spec },
    origin: { file: `records/${name}.yaml`, document: 0 },
  }) as unknown as Resource<K>;

const approval = (spec: object = {}) =>
  record('ApprovalRecord', 'a-1', {
    change: 'c-1',
    reviews: [{ id: 'r-81', state: 'approved', user: { login: 'ann' }, submittedAt: '2026-11-20T09:00:00Z' }],
    commitAuthors: ['bot'],
    mergeCommit: 'b'.repeat(40),
    content: 'same',
    evidence: 'forge',
    ...spec,
  });

const testRun = (result: string) =>
  record('TestRecord', 't-1', {
    environment: 'staging',
    patches: [{ ecosystem: 'Debian:12', name: 'openssl', version: '3.0.15-1~deb12u1' }],
    kinds: ['smoke'],
    result,
    endedAt: '2026-11-20T12:00:00Z',
  });

const change = record('Change', 'c-1', {
  policyRefs: ['base/rule'],
  visits: [
    {
      asset: 'db-1',
      requirements: [
        {
          component: { ecosystem: 'Debian:12', name: 'openssl', version: '3.0.11' },
          advisories: ['CVE-2024-6387'],
          priority: 'scheduled',
          due: '2026-11-21T12:00:00Z',
        },
      ],
    },
  ],
});

const ledgerRecord = (asOf: string, spec: Partial<LedgerRecord['spec']>): LedgerRecord => ({
  apiVersion: 'patchledger/v1',
  kind: 'LedgerRecord',
  metadata: { name: `ledger-${asOf.slice(0, 10)}` },
  spec: { asOf, commit: 'a'.repeat(40), ...spec },
});

const finding = { assets: ['db-1'], ecosystem: 'Debian:12', package: 'openssl', advisories: ['CVE-2024-6387'] };
const ledgerRecords: readonly LedgerRecord[] = [
  ledgerRecord('2026-11-19T00:00:00Z', {
    policyEffective: [{ policy: 'base', rule: 'rule', digest: 'sha256:1', effectiveAt: '2026-11-01T00:00:00Z' }],
    opened: [{ ...finding, version: '3.0.11' }],
    dueSet: [
      {
        ...finding,
        policy: 'base',
        rule: 'rule',
        priority: 'scheduled',
        start: '2026-11-19T00:00:00Z',
        within: '7d',
        due: '2026-11-26T00:00:00Z',
      },
    ],
  }),
];

const base: ReportSketch = {
  assets: [{ name: 'db-1', components: [openssl] }],
  assessments: new Map([
    [
      componentKey(openssl),
      assessmentWith(
        [findingWith({ advisory: 'CVE-2024-6387', status: 'fixed', facts: { severity: 'critical', kev: true } })],
        {
          component: openssl,
        },
      ),
    ],
  ]),
  ruleSources: { 'base/rule': 'policies/base.yaml:7' },
};

const whole: ReportSketch = {
  ...base,
  resources: {
    DeploymentRecord: indexed([deploymentRecord('d-1', [deploymentRow()], { change: 'c-1' })]),
    VerificationRecord: indexed([verificationRecord('v-1')]),
    ApprovalRecord: indexed([approval()]),
    TestRecord: indexed([testRun('passed')]),
    Change: indexed([change]),
  },
};

const withLedger = (sketch: ReportSketch, records = ledgerRecords): ReportInput => {
  const input = reportInput(sketch);
  return { ...input, decision: { ...input.decision, ledger: readLedger(records.map(recordResource)) } };
};

const only = (input: ReportInput): Dossier => dossiersOf(input).dossiers[0] as Dossier;
const step = (dossier: Dossier, title: string): DossierStep =>
  dossier.steps.find((one) => one.title === title) as DossierStep;
const cell = (dossier: Dossier, title: string, name: string): unknown =>
  step(dossier, title).cells.find((one) => one.title === name)?.cell;

describe('a dossier', () => {
  it('follows one deployment through seven steps, each with its evidence', () => {
    const input = {
      ...withLedger(whole),
      history: {
        tree: 't',
        isShallow: false,
        recorded: new Map([['records/a-1.yaml', { at: at('2026-11-20T10:00:00Z'), commit: 'c' }]]),
      },
    };

    const dossier = only(input);

    expect(dossier.steps.map(({ title }) => title)).toEqual([
      ...['Detected', 'Severity', 'Required by', 'Approved by', 'Tested', 'Deployed', 'Verified'],
    ]);
    expect(dossier.steps.flatMap(({ missing }) => missing ?? [])).toEqual([]);
    expect(dossier.verdict).toMatch(/^Succeeded, .* after detection, within its deadline, verified\.$/);
    expect(cell(dossier, 'Required by', 'Rule at')).toEqual({ kind: 'place', file: 'policies/base.yaml', line: 7 });
    expect(cell(dossier, 'Required by', 'In force then')).toMatchObject({
      text: expect.stringMatching(/the same rule/),
    });
    expect(cell(dossier, 'Approved by', 'Reviews')).toEqual({ kind: 'list', items: [{ kind: 'code', text: 'r-81' }] });
    expect(step(dossier, 'Approved by').recordedAt).toBe(at('2026-11-20T10:00:00Z'));
    expect(step(dossier, 'Tested').recordedAt).toBeUndefined();
  });

  it('says that the rule read otherwise then, when the ledger knows', () => {
    const changed = ledgerRecord('2026-11-20T00:00:00Z', {
      policyEffective: [{ policy: 'base', rule: 'rule', digest: 'sha256:2', effectiveAt: '2026-11-20T00:00:00Z' }],
    });

    expect(cell(only(withLedger(whole, [...ledgerRecords, changed])), 'Required by', 'In force then')).toMatchObject({
      text: expect.stringMatching(/earlier wording.*sha256:1/),
    });
  });

  it('says of each step what it lacks, and never fills it in', () => {
    const bare = only(
      reportInput({
        resources: { DeploymentRecord: indexed([deploymentRecord('d-1', [deploymentRow({ result: 'failed' })])]) },
      }),
    );

    expect(bare.verdict).toBe('Failed, detected at a time not on record, no deadline on record, not verified.');
    expect(bare.steps.map(({ missing }) => missing)).toEqual(Array.from({ length: 7 }, () => expect.any(String)));
    expect(bare.steps.map(({ at: when }) => when).filter((when) => when !== undefined)).toHaveLength(1);
  });

  it('takes from the Change what the ledger does not hold, and says so', () => {
    const dossier = only(reportInput(whole));

    expect(step(dossier, 'Detected').missing).toMatch(/those of Change c-1/);
    expect(step(dossier, 'Required by').missing).toMatch(/those of Change c-1/);
    expect(dossier.verdict).toMatch(/past its deadline/);
  });

  it.each([
    ['no record of the approval', { ApprovalRecord: new Map() }, /No record says/],
    ['nobody approved', { ApprovalRecord: indexed([approval({ reviews: [] })]) }, /does not hold|No approving review/],
    [
      'an approval that came later',
      {
        ApprovalRecord: indexed([
          approval({
            reviews: [{ id: 'r', state: 'approved', user: { login: 'ann' }, submittedAt: '2026-11-22T09:00:00Z' }],
          }),
        ]),
      },
      /not known to have come before/,
    ],
  ])('names as a gap of approval: %s', (_, resources, words) => {
    const dossier = only(reportInput({ ...whole, resources: { ...whole.resources, ...resources } }));

    expect(step(dossier, 'Approved by').missing).toMatch(words);
  });

  it('names who let an emergency run, and a test that failed', () => {
    const dossier = only(
      reportInput({
        ...whole,
        resources: {
          ...whole.resources,
          DeploymentRecord: indexed([
            deploymentRecord('d-1', [deploymentRow()], { emergency: { by: 'imke', reason: 'open to the internet' } }),
          ]),
          TestRecord: indexed([testRun('failed')]),
        },
      }),
    );

    expect(step(dossier, 'Approved by').missing).toBe('Let run as an emergency by imke: open to the internet');
    expect(step(dossier, 'Tested').missing).toBe('No test of this version passed before the work.');
  });
});

describe('the sample', () => {
  const rows = Array.from({ length: 60 }, (_, index) => deploymentRow({ asset: `host-${index}` }));
  const input = (dossiers?: DossierRequest, count = rows): ReportInput => ({
    ...reportInput({ resources: { DeploymentRecord: indexed([deploymentRecord('d-1', count)]) } }),
    dossiers,
  });
  const slugs = (request: DossierRequest): readonly string[] =>
    dossiersOf(input(request)).dossiers.map(({ slug }) => slug);

  it('is the same for the same seed, another for another, and a larger one holds the smaller', () => {
    const five = slugs({ kind: 'sample', size: 5, seed: 'q4' });

    expect(five).toHaveLength(5);
    expect(slugs({ kind: 'sample', size: 5, seed: 'q4' })).toEqual(five);
    expect(slugs({ kind: 'sample', size: 5, seed: 'q3' })).not.toEqual(five);
    expect(slugs({ kind: 'sample', size: 10, seed: 'q4' })).toEqual(expect.arrayContaining([...five]));
  });

  it('states population, size, seed, rule and what was drawn', () => {
    const { dossierChoice } = dossiersOf(input({ kind: 'sample', size: 2, seed: 'q4' }));

    expect(dossierChoice).toMatchObject({ population: 60, chosen: 2 });
    expect(dossierChoice.text.join(' ')).toMatch(/2 of 60 deployments; asked for 2, seed q4.*SHA-256.*Drawn: d-/);
  });

  it('is not drawn where nobody asks: all have one, or the newest, and the report says which', () => {
    const many = Array.from({ length: 501 }, (_, index) => deploymentRow({ asset: `host-${index}` }));

    expect(dossiersOf(input()).dossierChoice.chosen).toBe(60);
    expect(dossiersOf(input(undefined, many)).dossierChoice).toMatchObject({
      population: 501,
      chosen: 500,
      text: [expect.stringMatching(/500 newest of 501/)],
    });
    expect(dossiersOf(input({ kind: 'all' }, many)).dossierChoice.chosen).toBe(501);
  });

  it('names a dossier after record and row alone', () => {
    const [first] = deploymentLog(input().decision.estate).rows;

    expect(first && dossierSlug(first)).toMatch(/^d-[0-9a-f]{12}$/);
  });
});
