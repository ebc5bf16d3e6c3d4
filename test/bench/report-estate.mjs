// Writes a synthetic estate with two years of records to a folder: what `report` is measured on, the same in every run.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, seeded } from './measure.mjs';

/** The instant of the report; records lie in the two years before. */
export const asOfText = '2026-11-20T08:00:00Z';

const asOf = Date.parse(asOfText);
const dayMs = 86_400_000;
const ecosystem = 'npm';
const weeks = 104;
const assetsPerFile = 5_000;

const at = (ms) => new Date(ms).toISOString().replace('.000Z', 'Z');
const hostOf = (index) => `host-${String(index).padStart(6, '0')}`;
const json = (value) => `${JSON.stringify(value)}\n`;
const resource = (kind, name, spec) => yaml({ apiVersion: 'patchledger/v1', kind, metadata: { name }, spec });

/** Block style, as people and the program write it. */
function yaml(value, indent = '') {
  return Object.entries(value)
    .map(([key, item]) => `${indent}${key}:${node(item, indent)}`)
    .join('');
}

function node(value, indent) {
  if (Array.isArray(value)) {
    if (value.length === 0) return ' []\n';
    return `\n${value.map((item) => `${indent}  - ${typeof item === 'object' ? yaml(item, `${indent}    `).trimStart() : `${text(item)}\n`}`).join('')}`;
  }
  return typeof value === 'object' ? `\n${yaml(value, `${indent}  `)}` : ` ${text(value)}\n`;
}

/** Times and digests would read as something else without quotes. */
const text = (value) => (typeof value === 'string' && !/^[a-z][\w./-]*$/i.test(value) ? `'${value}'` : String(value));

/** The ledger as the program writes it: JSON, a row a line. */
function ledger(name, spec) {
  const part = (value) =>
    Array.isArray(value)
      ? `[\n${value.map((row) => `      ${JSON.stringify(row)}`).join(',\n')}\n    ]`
      : JSON.stringify(value);
  const parts = Object.entries(spec).map(([key, value]) => `    ${JSON.stringify(key)}: ${part(value)}`);
  const heads = Object.entries({ apiVersion: 'patchledger/v1', kind: 'LedgerRecord', metadata: { name } }).map(
    ([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${[...heads, `  "spec": {\n${parts.join(',\n')}\n  }`].join(',\n')}\n}\n`;
}

/** Lays an estate with so many assets, each with five requirements, and so many deployments a week; commits it. */
export function writeEstate(folder, { assets, rowsPerWeek, images = Math.max(20, Math.ceil(assets / 50)) }) {
  const random = seeded(7);
  const write = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  writeDecisions(write, assets);
  writeObserved(write, assets, images, random);
  writeCatalogue(write);
  for (let week = 0; week < weeks; week += 1) writeWeek(write, { week, assets, rowsPerWeek });
  for (const args of [
    ['init', '-q', '-b', 'main'],
    ['add', '.'],
    ['-c', 'user.name=bench', '-c', 'user.email=bench@example.org', 'commit', '-q', '-m', 'estate'],
  ])
    spawnSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
}

function writeDecisions(write, assets) {
  write('patchledger.yaml', resource('Workspace', 'bench', { timeZone: 'Europe/Zurich' }));
  for (const preset of ['mission-24h', 'cisa-bod-26-04'])
    write(`policies/presets/${preset}.yaml`, readFileSync(join(root, 'policies', `${preset}.yaml`), 'utf8'));
  write(
    'policies/base.yaml',
    resource('PatchPolicy', 'base', { extends: ['mission-24h', 'cisa-bod-26-04'], rules: [] }),
  );
  for (let calendar = 0; calendar < 20; calendar += 1) {
    const day = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'][calendar % 7];
    write(
      `schedules/window-${calendar}.yaml`,
      resource('MaintenanceWindow', `window-${calendar}`, {
        selector: { labels: { calendar: `c-${calendar}` } },
        start: `2026-01-05T${String(calendar).padStart(2, '0')}:00`,
        rrule: `FREQ=WEEKLY;BYDAY=${day}`,
        duration: '4h',
        visitDuration: '1h',
        maxConcurrent: Math.max(10, Math.ceil(assets / 80)),
      }),
    );
  }
  write('directory/platform.yaml', resource('Team', 'platform', { people: [{ id: 'ann', login: 'ann' }] }));
  for (let first = 0; first < assets; first += assetsPerFile) {
    const part = Array.from({ length: Math.min(assetsPerFile, assets - first) }, (_, index) => ({
      name: hostOf(first + index),
      type: 'server',
      owner: 'platform',
      environment: index % 3 === 0 ? 'staging' : 'production',
      criticality: 'high',
      exposure: index % 5 === 0 ? 'internet' : 'internal',
      dataClassification: 'internal',
      labels: { calendar: `c-${index % 20}` },
    }));
    write(
      `inventory/fleet-${first / assetsPerFile}.yaml`,
      resource('Inventory', `fleet-${first / assetsPerFile}`, { assets: part }),
    );
  }
}

const nameOf = (number) => `package-${number}`;

/** Each image has sixty packages, five of which lag behind a fix. */
function writeObserved(write, assets, images, random) {
  const lines = [];
  const names = [];
  for (let image = 0; image < images; image += 1) {
    const first = Math.floor(random() * 400);
    const components = Array.from({ length: 60 }, (_, index) => ({
      ecosystem,
      name: nameOf((first + index * 7) % 420),
      version: index < 5 ? `1.0.${Math.floor(random() * 4)}` : `9.0.${index}`,
    }));
    components.sort((left, right) => (left.name < right.name ? -1 : left.name > right.name ? 1 : 0));
    const set = `sha256:${createHash('sha256').update(JSON.stringify(components)).digest('hex')}`;
    names.push(set);
    lines.push(json({ set, components }));
  }
  for (let index = 0; index < assets; index += 1)
    lines.push(
      json({ asset: hostOf(index), lastSeen: at(asOf - 3_600_000), source: 'bench', set: names[index % images] }),
    );
  write('observed/fleet.ndjson', lines.join(''));
}

function writeCatalogue(write) {
  const lines = Array.from({ length: 420 }, (_, index) =>
    json({
      id: `GHSA-0000-0000-${String(index).padStart(4, '0')}`,
      aliases: [`CVE-2026-${20_000 + index}`],
      modified: at(asOf - (5 + (index % 60)) * dayMs),
      published: at(asOf - (5 + (index % 60)) * dayMs),
      summary: 'synthetic',
      affected: [
        {
          package: { ecosystem, name: nameOf(index) },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '2.0.0' }] }],
          database_specific: { severity: ['CRITICAL', 'HIGH', 'MODERATE', 'LOW'][index % 4] },
        },
      ],
    }),
  );
  write('catalog/osv/all.ndjson', lines.join(''));
}

/** What a week leaves behind: a run of the ledger, an approval, a test, the deployments and their verification. */
function writeWeek(write, { week, assets, rowsPerWeek }) {
  const end = asOf - (weeks - week) * 7 * dayMs;
  const [year, month] = at(end).split('-');
  const folder = `${year}/${month}`;
  const advisory = (index) => `CVE-2024-${10_000 + week * 50 + (index % 50)}`;
  const rowOf = (index) => {
    const asset = hostOf((week * 97 + index * 13) % assets);
    return { asset, application: { ecosystem, name: nameOf((week + index) % 420) }, version: `8.${week}.0` };
  };
  const rows = Array.from({ length: rowsPerWeek }, (_, index) => rowOf(index));
  const finding = ({ asset, application }, index) => ({
    assets: [asset],
    ecosystem,
    package: application.name,
    advisories: [advisory(index)],
  });
  write(
    `records/ledger/${folder}/ledger-${week}.json`,
    ledger(`ledger-${week}`, {
      asOf: at(end),
      commit: 'a'.repeat(40),
      opened: rows.map((row, index) => ({ ...finding(row, index), version: `7.${week}.0` })),
      dueSet: rows.map((row, index) => ({
        ...finding(row, index),
        policy: 'mission-24h',
        rule: 'bench',
        priority: 'scheduled',
        start: at(end),
        within: '14d',
        due: at(end + 14 * dayMs),
      })),
    }),
  );
  write(
    `records/ledger/${folder}/ledger-${week}-closed.json`,
    ledger(`ledger-${week}-closed`, {
      asOf: at(end + 6 * dayMs),
      commit: 'a'.repeat(40),
      closed: rows.map((row, index) => ({
        ...finding(row, index),
        by: 'deployment',
        record: `deploy-${week}`,
        version: row.version,
        closedAt: at(end + 4 * dayMs),
      })),
    }),
  );
  write(
    `records/approval/${folder}/approval-${week}.yaml`,
    resource('ApprovalRecord', `approval-${week}`, {
      change: `change-${week}`,
      reviews: [{ id: `r-${week}`, state: 'approved', user: { login: 'ann' }, submittedAt: at(end + dayMs) }],
      commitAuthors: ['bot'],
      mergeCommit: 'b'.repeat(40),
      mergedAt: at(end + dayMs),
      content: 'same',
      evidence: 'forge',
    }),
  );
  write(
    `records/test/${folder}/test-${week}.yaml`,
    resource('TestRecord', `test-${week}`, {
      environment: 'staging',
      patches: rows.slice(0, 20).map(({ application, version }) => ({ ...application, version })),
      kinds: ['smoke'],
      result: 'passed',
      endedAt: at(end + 2 * dayMs),
    }),
  );
  write(
    `records/deployment/${folder}/deploy-${week}.yaml`,
    resource('DeploymentRecord', `deploy-${week}`, {
      change: `change-${week}`,
      engine: 'ansible',
      executor: 'ann',
      rows: rows.map((row) => ({
        ...row,
        start: at(end + 4 * dayMs - 1_200_000),
        end: at(end + 4 * dayMs),
        result: 'succeeded',
      })),
    }),
  );
  write(
    `records/verification/${folder}/verify-${week}.yaml`,
    resource('VerificationRecord', `verify-${week}`, {
      method: 'package-manager',
      verifier: 'agent',
      rows: rows.map(({ asset, application, version }) => ({
        asset,
        application,
        observedVersion: version,
        verifiedAt: at(end + 4 * dayMs + 3_600_000),
      })),
    }),
  );
}
