import { describe, expect, it } from 'vitest';
import { componentKey } from '../../../src/core/assess/component-key.ts';
import { buildReport } from '../../../src/core/report/build.ts';
import { reportManifest } from '../../../src/core/report/manifest.ts';
import type { Report } from '../../../src/model/report.ts';
import { type ReportFormat, reportRenderers } from '../../../src/render/report-registry.ts';
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
import { assessmentWith, at, componentWith, findingWith } from '../../support/world.ts';

const openssl = componentWith({ ecosystem: 'Debian:12', name: 'openssl', version: '3.0.11-1~deb12u1' });
const firmware = componentWith({ ecosystem: 'generic', name: 'switch-os', version: '9.1', scheme: 'dotted' });
const finding = findingWith({ advisory: 'CVE-2024-6387', facts: { kev: true, severity: 'critical' } });

/** Two assets, one of them overdue under an exception, a network appliance that nobody watches, three deployments. */
const smallEstate: ReportSketch = {
  name: 'acme-payments',
  timeZone: 'Europe/Zurich',
  assets: [
    {
      name: 'db-1',
      owner: 'platform',
      cluster: 'ledger-db',
      supportEnds: '2028-06-30',
      lastSeen: at('2026-11-22T06:00:00Z'),
      observedIn: ['observed/db.ndjson'],
      facts: {
        type: 'server',
        environment: 'production',
        criticality: 'mission-critical',
        exposure: 'internal',
        dataClassification: 'restricted',
      },
      components: [openssl],
      compliance: 'non-compliant',
      because: '1 requirement overdue',
    },
    { name: 'sw-1', components: [firmware], compliance: 'unknown', because: '1 component unwatched' },
  ],
  unwatched: [{ ecosystem: 'generic', components: 1, assets: ['sw-1'] }],
  assessments: new Map([[componentKey(openssl), assessmentWith([finding], { component: openssl })]]),
  requirements: [
    {
      id: 'R-1a2b3c4d5e6f',
      asset: 'db-1',
      component: openssl,
      target: '3.0.15-1~deb12u1',
      findings: [finding],
      advisories: ['CVE-2024-6387', 'DSA-5724-1'],
      severity: 'critical',
      state: 'overdue',
      overdue: true,
      priority: 'immediate',
      due: '2026-11-21T12:00:00Z',
      boundBy: { due: { policy: 'mission-24h', rule: 'critical', advisory: 'CVE-2024-6387' }, priority: undefined },
      obligations: [
        {
          policy: 'mission-24h',
          rule: 'critical',
          advisory: 'CVE-2024-6387',
          priority: 'immediate',
          clockStart: 'latest(released, detected)',
          start: at('2026-11-20T12:00:00Z'),
          within: '24h',
          due: at('2026-11-21T12:00:00Z'),
          facts: [],
          assumptions: [],
          marks: [],
          duties: [],
          satisfiedBy: ['patch'],
          origin: { file: 'policies/base.yaml', document: 0 },
          pointer: [],
        },
      ],
    },
  ],
  visits: [visitOf('db-1', ['R-1a2b3c4d5e6f'])],
  ruleSources: { 'mission-24h/critical': 'policies/base.yaml:14' },
  resources: {
    DeploymentRecord: indexed([
      deploymentRecord('d-1', [deploymentRow({ result: 'failed' })]),
      deploymentRecord('d-2', [deploymentRow({ window: 'nights', reboot: 'done', signatureVerified: true })], {
        supersedes: ['d-1'],
        change: 'c-17',
        job: '4711',
      }),
      deploymentRecord('d-3', [
        deploymentRow({ asset: 'sw-9', result: 'succeeded-with-issues', issues: ['slow start', 'TICKET-12'] }),
      ]),
    ]),
    VerificationRecord: indexed([verificationRecord('v-1')]),
  },
};

const filesOf = (sketch: ReportSketch): ReadonlyMap<string, string> =>
  new Map(wholeReport('markdown', buildReport(reportInput(sketch))).map(({ path, text }) => [path, text] as const));

describe('the report as Markdown', () => {
  it.each(['README.md', 'd2-inventory.md', 'd4-patch-status.md', 'd9-deployment-log.md'])(
    'renders %s of a small estate as agreed',
    async (path) => {
      await expect(filesOf(smallEstate).get(path)).toMatchFileSnapshot(`fixtures/report/${path}`);
    },
  );

  it('is the same, byte for byte, for the same decision', () => {
    expect([...filesOf(smallEstate)]).toEqual([...filesOf(smallEstate)]);
  });

  it('ends every file with one line end, and has none but line feeds', () => {
    for (const [path, text] of filesOf(smallEstate)) {
      expect(text.endsWith('\n') && !text.endsWith('\n\n'), path).toBe(true);
      expect(text, path).not.toContain('\r');
    }
  });

  it('links the files for programs from the index, and says of one that is not there why', () => {
    const machine = [
      { path: 'machine/openvex.json', what: 'OpenVEX 0.2.0', use: 'scanners', absent: undefined },
      { path: 'machine/oscal-poam.json', what: 'OSCAL 1.2.1', use: 'GRC systems', absent: 'nothing is open' },
    ];
    const indexOf = (listing: typeof machine): string =>
      wholeReport('markdown', buildReport(reportInput(smallEstate)), {}, listing)[0]?.text ?? '';

    expect(indexOf(machine)).toContain(
      '| [`machine/openvex.json`](machine/openvex.json) | OpenVEX 0.2.0 | scanners |\n' +
        '| `machine/oscal-poam.json` | OSCAL 1.2.1 (not there: nothing is open) | GRC systems |\n',
    );
    expect(indexOf([])).not.toContain('Files for programs');
  });

  it('states gaps, population and limits even of an estate that holds nothing', () => {
    for (const [path, text] of filesOf({})) {
      expect(text, path).toContain('## Gaps');
      if (path === 'README.md' || path.startsWith('dossiers/')) continue;
      expect(text, path).toMatch(/\*\*Population:\*\* \d+ × /);
      expect(text, path).toContain('## What this document cannot show');
    }
  });

  it('has a table of at most eight columns, each row as wide as its head', () => {
    for (const [path, text] of filesOf(smallEstate)) {
      for (const widths of tableWidths(text)) {
        expect(new Set(widths).size, path).toBe(1);
        expect(widths[0], path).toBeLessThanOrEqual(8);
      }
    }
  });

  it('links places to the forge at the commit, where there is one', () => {
    const report = buildReport(reportInput(smallEstate));
    const provenance = { ...report.provenance, sourceUrl: 'https://github.com/acme/estate/blob/abc/' };

    const inventory = wholeReport('markdown', { ...report, provenance }).find(({ path }) => path === 'd2-inventory.md');

    expect(inventory?.text).toContain(
      '[`inventory/hosts.yaml:10`](https://github.com/acme/estate/blob/abc/inventory/hosts.yaml#L10)',
    );
  });

  it('prints a listing that does not add up as such', () => {
    const files = filesOf({ assets: [{ name: 'gw-1' }], resources: {} });
    const broken = filesOf({ assets: [{ name: 'gw-1' }], resources: { Inventory: new Map() } });

    expect(files.get('d2-inventory.md')).not.toContain('DOES NOT ADD UP');
    expect(broken.get('d2-inventory.md')).toContain('**DOES NOT ADD UP**');
    expect(broken.get('README.md')).toContain('every table adds up with its population');
  });
});

/** The number of cells of every line of every table. */
function tableWidths(text: string): readonly (readonly number[])[] {
  const blocks = text.split(/\n\n+/).filter((block) => block.startsWith('|'));
  return blocks.map((block) => block.split('\n').map((line) => line.split(/(?<!\\)\|/).length - 2));
}

const hostileNames = {
  script: '<script>alert(1)</script>',
  comment: '<!-- hidden',
  pipe: 'a|b\\|c',
  lines: 'a\n\n# Heading\r\n- item\u2028\u2029```',
  direction: '\u202egnp.exe\u200f\u2066\u061c',
  mention: '@team',
  issue: '#12 and GH-12',
  link: '[text](javascript:alert(1)) ![i](https://evil.example/p.png) https://evil.example www.evil.example',
  markup: '**bold** __bold__ ~~gone~~ `code` $x$',
  list: '- 1. item',
  number: '1. item',
  terminal: '\u001b[2J\u0007\u0000',
  backslash: '\\',
  surrogate: '\ud800',
  long: 'x'.repeat(10_000),
};

/** The title of a dossier is a name; below it every one has the same steps. */
const headings = (path: string, text: string): readonly string[] =>
  (text.match(/^#+ .*/gm) ?? []).slice(path.includes('/d-') ? 1 : 0);

/** A dossier is named after its record, which differs. */
const sortOf = (path: string): string => path.replace(/d-[0-9a-f]{12}/, 'd');

describe('a hostile name', () => {
  it.each(Object.entries(hostileNames))('is harmless wherever it stands: %s', (_, name) => {
    for (const [path, text] of filesOf(hostileEstate(name))) {
      expect(text, path).not.toMatch(invisible);
      const prose = withoutCode(text);
      expect(prose.replaceAll('<br>', ''), path).not.toMatch(/<[a-z!/]/i);
      expect(prose, path).not.toMatch(/@\w|(?<!&)#\d|https?:\/\/|\bwww\./);
      expect(prose, path).not.toMatch(
        /(?<!\\)!?\[[^\]]*\]\((?!(?:\.\.\/|dossiers\/)?(README|[df]\d*-[\w-]+|frameworks)\.md(#gaps)?\)|manifest\.json\)|csv\/[\w-]+\.csv\))/,
      );
      for (const line of text.split('\n')) expect(line.length, path).toBeLessThan(8000);
      for (const widths of tableWidths(text)) expect(new Set(widths).size, path).toBe(1);
      expect(headings(path, text), path).toEqual(
        [...filesOf(hostileEstate('db-1'))].flatMap(([other, tame]) =>
          sortOf(other) === sortOf(path) ? [headings(other, tame)] : [],
        )[0],
      );
    }
  });
});

/** Control characters but the line feed, and what turns the direction of writing or ends a line unseen. */
const invisible = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069](?<!\n)/u;

const withoutCode = (text: string): string => text.replace(/(?<!\\)`[^`\n]*`/g, '``');

/** An estate in which everything that people or machines name bears one name. */
function hostileEstate(name: string): ReportSketch {
  const component = componentWith({ name, version: name });
  const hostile = findingWith({ advisory: name });
  return {
    timeZone: 'Europe/Zurich',
    assets: [
      {
        name,
        owner: name,
        cluster: name,
        observedIn: [name],
        facts: { type: name, environment: name },
        components: [component],
        compliance: 'unknown',
        because: name,
      },
    ],
    unwatched: [{ ecosystem: name, components: 0, assets: [name] }],
    incomplete: [name],
    requirements: [
      {
        id: 'R-1',
        asset: name,
        component,
        target: name,
        findings: [hostile],
        advisories: [name],
        state: 'excepted',
        reasons: [{ code: 'needs-facts', text: name }],
        exception: {
          name,
          treatment: name,
          reason: name,
          expires: at('2026-12-31T00:00:00Z'),
          origin: { file: name, document: 0 },
        },
        boundBy: { due: { policy: name, rule: name, advisory: name }, priority: undefined },
      },
      { id: 'R-2', asset: name, component: componentWith({ name: 'other' }) },
    ],
    visits: [visitOf(name, ['R-2'], { window: name, gates: [{ gate: 'approval', status: 'open', needs: name }] })],
    ruleSources: { [`${name}/${name}`]: `${name}:14` },
    resources: {
      DeploymentRecord: indexed([
        deploymentRecord(
          name,
          [
            deploymentRow({
              asset: name,
              application: { ecosystem: name, name },
              version: name,
              result: 'failed',
              issues: [name],
              feedback: name,
              window: name,
              ring: name,
              visit: name,
            }),
          ],
          { engine: name, job: name, executor: name, change: name, emergency: { by: name, reason: name } },
        ),
      ]),
    },
  };
}

describe('the manifest', () => {
  it('lists every file with its size in bytes and its digest, by path', () => {
    const report: Report = buildReport(reportInput(smallEstate));
    const files = [
      { path: 'b.md', sha256: 'b'.repeat(64), bytes: 3 },
      { path: 'a.md', sha256: 'a'.repeat(64), bytes: 0 },
    ];

    const manifest = JSON.parse(reportManifest(report, files).text);

    expect(manifest.commit).toBe('a'.repeat(40));
    expect(manifest.asOf).toBe('2026-11-22T12:00:00Z');
    expect(manifest.files).toMatchObject([
      { path: 'a.md', sha256: 'a'.repeat(64), bytes: 0 },
      { path: 'b.md', sha256: 'b'.repeat(64), bytes: 3 },
    ]);
  });

  it('names for each file the files of the estate that its tables rest on', () => {
    const report: Report = buildReport(reportInput(smallEstate));

    const file = { path: 'd2-inventory.md', sha256: 'a'.repeat(64), bytes: 0 };
    const manifest = JSON.parse(reportManifest(report, [file]).text);

    expect(manifest.files[0].inputs).toContain('inventory/hosts.yaml');
  });
});

describe('every format of the report', () => {
  it.each(Object.keys(reportRenderers) as ReportFormat[])(
    '%s names its files once, below its folder, and renders equal bytes',
    (format) => {
      const report = buildReport(reportInput(smallEstate));

      const files = wholeReport(format, report);

      expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
      for (const { path } of files) expect(path).toMatch(/^[\w-]+(\.[\w-]+)*(\/[\w-]+(\.[\w-]+)*)*$/);
      expect(wholeReport(format, report)).toEqual(files);
    },
  );
});
