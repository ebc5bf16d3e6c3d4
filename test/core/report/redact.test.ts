import { describe, expect, it } from 'vitest';
import { buildReport } from '../../../src/core/report/build.ts';
import type { ReportInput } from '../../../src/core/report/input.ts';
import { redactionOf } from '../../../src/core/report/redact.ts';
import { diagnostic } from '../../../src/model/diagnostic.ts';
import type { Kind } from '../../../src/model/kinds.ts';
import type { Report } from '../../../src/model/report.ts';
import type { Resource } from '../../../src/model/resource.ts';
import {
  deploymentRecord,
  deploymentRow,
  indexed,
  type ReportSketch,
  reportInput,
  verificationRecord,
  visitOf,
} from '../../support/report.ts';
import { wholeReport } from '../../support/report-theme.ts';
import { componentWith, findingWith } from '../../support/world.ts';

const openssl = componentWith({ ecosystem: 'Debian:12', name: 'openssl', version: '3.0.11-1~deb12u1' });

const resource = (kind: Kind, name: string, spec: object): Resource =>
  ({ kind, name, document: { spec }, origin: { file: `${kind}/${name}.yaml`, document: 0 } }) as unknown as Resource;

const sketch: ReportSketch = {
  assets: [
    {
      name: 'vault-zrh-7',
      owner: 'platform',
      location: 'Bunker Altdorf',
      cluster: 'ledger-core',
      observedIn: ['observed/vault-zrh-7.ndjson'],
      components: [openssl],
    },
    { name: 'Kasse <b> 2' },
  ],
  requirements: [
    {
      id: 'R-1a2b3c4d5e6f',
      asset: 'vault-zrh-7',
      component: openssl,
      target: '3.0.15-1~deb12u1',
      findings: [findingWith({ advisory: 'CVE-2024-6387' })],
      advisories: ['CVE-2024-6387'],
      state: 'open',
    },
  ],
  visits: [visitOf('vault-zrh-7', ['R-1a2b3c4d5e6f'])],
  diagnostics: [
    diagnostic('link/observed-unknown-asset', { asset: 'rogue-77' }, { at: { file: 'observed/rogue-77.ndjson' } }),
  ],
  resources: {
    DeploymentRecord: indexed([
      deploymentRecord(
        'nightly-vault-zrh-7',
        [deploymentRow({ asset: 'vault-zrh-7', feedback: 'ann called about vault-zrh-7' })],
        {
          executor: 'ann',
          emergency: { by: 'Bea Rossi', reason: 'open' },
        },
      ),
    ]),
    VerificationRecord: indexed([verificationRecord('v-1', { asset: 'vault-zrh-7' })]),
    ActivityRecord: indexed([
      resource('ActivityRecord', 'drill', {
        activity: 'drill',
        heldAt: '2026-11-01T00:00:00Z',
        conductedBy: 'ann',
        participants: ['carla'],
        actions: [{ action: 'fix it', owner: 'dora', due: '2026-12-01' }],
      }),
    ] as never),
    EvaluationRecord: indexed([
      resource('EvaluationRecord', 'looked', {
        evaluator: 'Emil Frey',
        evaluatedAt: '2026-11-01T00:00:00Z',
        rows: [{ advisories: ['CVE-2024-6387'], result: 'applicable', reason: 'Emil Frey saw it on vault-zrh-7' }],
      }),
    ] as never),
    EmergencyRecord: indexed([
      resource('EmergencyRecord', 'night-of-kiosk-9', {
        ...{ by: 'Gina Hug', reason: 'exploited on kiosk-9', exportedAt: '2026-11-01T00:00:00Z', engine: 'ansible' },
        ...{ reviewBy: '2026-11-03T00:00:00Z', change: 'c-1', planFp: 'sha256:1', headCommit: 'b'.repeat(40) },
        openGates: [{ visit: 'V-1', gate: 'approval', needs: 'Gina Hug approves' }],
        visits: [{ id: 'V-1', asset: 'kiosk-9', requirements: [] }],
      }),
    ] as never),
    Exception: indexed([
      resource('Exception', 'keep-vault-zrh-7', {
        ...{ selector: { names: ['vault-zrh-7'] }, advisories: ['CVE-2024-6387'], treatment: 'accept', reason: 'r' },
        ...{ requestedBy: 'Hans Isler', expires: '2026-12-31' },
      }),
    ] as never),
    Assessment: indexed([
      resource('Assessment', 'vex-vault-zrh-7', {
        ...{ selector: { names: ['vault-zrh-7'] }, advisories: ['CVE-2024-6387'], status: 'under-investigation' },
      }),
    ] as never),
    Team: indexed([
      resource('Team', 'platform', {
        people: [{ id: 'ann', displayName: 'Ann Meier', login: 'ameier', email: 'ann@x.example' }],
      }),
    ] as never),
    Role: indexed([resource('Role', 'change-manager', { holders: [{ person: 'ann' }] })] as never),
  },
};

const redacted = (input: ReportInput): Report => redactionOf(input).report(buildReport(input));
const textOf = (report: Report): string =>
  (['html', 'markdown'] as const)
    .flatMap((format) => wholeReport(format, report).map(({ path, text }) => `${path}\n${text}`))
    .join('\n');

const secrets = [
  'vault-zrh-7',
  'Kasse',
  'Altdorf',
  'ledger-core',
  'Ann Meier',
  'ameier',
  'Bea Rossi',
  'carla',
  'dora',
  'rogue-77',
  'Emil Frey',
  'Gina Hug',
  'Hans Isler',
  'kiosk-9',
];

/** No document shows these, redacted or not. */
const notShown: ReadonlySet<string> = new Set(['Altdorf', 'ameier']);

describe('a redacted report', () => {
  const input = reportInput(sketch);
  const text = textOf(redacted(input));

  it.each([...secrets, 'CVE-2024-6387', '3.0.11-1~deb12u1', '1a2b3c4d5e6f'])('does not name %s anywhere', (secret) => {
    expect(textOf(buildReport(input)).includes(secret) || notShown.has(secret)).toBe(true);
    expect(text).not.toContain(secret);
  });

  it('calls people by their roles and numbers assets in the order of their names', () => {
    expect(text).toMatch(/person-\d{4} \(change-manager\)/);
    expect(text).toContain('asset-0002');
  });

  it('says in its boxes and on its index that it is redacted, and links to no forge', () => {
    const withForge = buildReport(input);
    const linked = redactionOf(input).report({
      ...withForge,
      provenance: { ...withForge.provenance, sourceUrl: 'https://github.com/acme/estate/blob/abc/' },
    });

    expect(text).toContain('<strong>Redacted:</strong>');
    expect(linked.provenance).toMatchObject({ sourceUrl: undefined, isRedacted: true });
    for (const table of linked.documents.flatMap(({ sections }) => sections.flatMap(({ tables }) => tables)))
      expect(table.population.filters.at(-1)).toMatch(/^redacted/);
  });

  it('keeps every count of the population', () => {
    const counts = (report: Report): readonly unknown[] =>
      report.documents.flatMap(({ sections }) =>
        sections.flatMap(({ tables }) =>
          tables.map(({ id, rows, population }) => [id, rows.length, population.rowsIn, population.rowsShown]),
        ),
      );

    expect(counts(redacted(input))).toEqual(counts(buildReport(input)));
  });

  it('gives the same pseudonyms again', () => {
    expect(textOf(redacted(reportInput(sketch)))).toBe(text);
  });
});
