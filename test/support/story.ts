import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readEstateFiles } from '../../src/adapters/estate-files.ts';
import { linkFiles } from '../../src/commands/link-files.ts';
import { decide } from '../../src/core/decide.ts';
import { observe } from '../../src/core/ledger/observe.ts';
import { ledgerRecordText } from '../../src/core/ledger/record-text.ts';
import type { Decision } from '../../src/core/plan/decision.ts';
import { defaultFolders, type EstateFile } from '../../src/model/estate-files.ts';
import type { Change } from '../../src/model/generated/change.ts';
import { documentsOf, filesOf, type Scenario, type StoryStep } from './scenarios.ts';
import { at } from './world.ts';

/** An estate at one moment of its story, and what the program says of it. */
export interface Chapter {
  readonly name: string;
  readonly asOf: string;
  readonly files: readonly EstateFile[];
  readonly documents: ReadonlyMap<string, string>;
  readonly decision: Decision;
}

/** Follows a scenario through: each look writes the ledger that the next one reads. The first is the scenario itself. */
export function chaptersOf(scenario: Scenario): readonly Chapter[] {
  let chapter = chapterOf(scenario, { name: 'start', asOf: scenario.asOf }, filesOf(scenario));
  const chapters = [chapter];
  for (const step of scenario.steps ?? []) {
    const added = [
      ...overlayOf(scenario, step),
      ...(step.merge === true ? mergedFiles(chapter) : []),
      ...deploymentFiles(chapter, step),
      ...ledgerFiles(chapter),
    ];
    const replaced = new Set(added.map(({ path }) => path));
    chapter = chapterOf(scenario, step, [...chapter.files.filter(({ path }) => !replaced.has(path)), ...added]);
    chapters.push(chapter);
  }
  return chapters;
}

/** What later looks are told by; the start is told by everything. */
const toldLater = /^(?:plan\.txt|change-.*)$/;

/** The golden documents of a scenario, those of a story's later looks behind the name of the step. */
export function goldenDocumentsOf(scenario: Scenario): ReadonlyMap<string, string> {
  const [start, ...later] = chaptersOf(scenario);
  const told = later.flatMap(({ name, documents }) =>
    [...documents].filter(([file]) => toldLater.test(file)).map(([file, text]) => [`${name}-${file}`, text] as const),
  );
  return new Map([...(start?.documents ?? []), ...told]);
}

function chapterOf(scenario: Scenario, { name, asOf }: StoryStep, files: readonly EstateFile[]): Chapter {
  const linked = linkFiles(files, { asOf: at(asOf), commit: undefined, folders: defaultFolders });
  const { estate, locate } = linked.value;
  const tool = { version: '0.0.0', tzdata: 'pinned' };
  const { value } = decide({ estate, locate, asOf: at(asOf), tool, proposals: [], problems: linked.diagnostics });
  return { name, asOf, files, documents: documentsOf({ ...scenario, asOf }, files), decision: value };
}

function overlayOf({ folder }: Scenario, { name }: StoryStep): readonly EstateFile[] {
  const overlay = join(folder, 'steps', name);
  return existsSync(overlay) ? readEstateFiles(overlay).files : [];
}

function mergedFiles({ documents }: Chapter): readonly EstateFile[] {
  return [...documents].flatMap(([name, text]) => {
    const change = /^change-(.*\.yaml)$/.exec(name)?.[1];
    return change === undefined ? [] : [fileOf(`changes/${change}`, text)];
  });
}

/** One record a job: the approved visits of the assets named, carried out as approved. */
function deploymentFiles({ decision }: Chapter, { name, deployed = [] }: StoryStep): readonly EstateFile[] {
  if (deployed.length === 0) return [];
  const changes = [...(decision.estate.resources.Change?.values() ?? [])];
  const rows = changes.flatMap(({ document }) =>
    document.spec.visits.filter(({ asset }) => deployed.includes(asset)).flatMap(rowsOf),
  );
  const missing = deployed.filter((asset) => rows.every((row) => row.asset !== asset));
  if (missing.length > 0) throw new Error(`${name}: no approved visit of ${missing.join(', ')}`);
  const record = {
    apiVersion: 'patchledger/v1',
    kind: 'DeploymentRecord',
    metadata: { name },
    spec: { engine: 'ansible', executor: 'runner', rows },
  };
  return [fileOf(`records/deployment/${name}.json`, JSON.stringify(record))];
}

type VisitSpec = Change['spec']['visits'][number];

const rowsOf = ({ id, asset, start, end, requirements }: VisitSpec) =>
  requirements.map(({ component: { ecosystem, name, version }, target }) => ({
    ...{ visit: id, asset, application: { ecosystem, name }, fromVersion: version, version: target },
    ...{ start, end, result: 'succeeded', reboot: 'not-needed' },
  }));

function ledgerFiles({ decision }: Chapter): readonly EstateFile[] {
  const record = observe({ decision, ledger: decision.ledger, commit: 'c'.repeat(40) });
  if (record === undefined) return [];
  return [fileOf(`records/ledger/${record.metadata.name}.json`, ledgerRecordText(record))];
}

const fileOf = (path: string, text: string): EstateFile => ({
  ...{ path, text },
  lane: path.startsWith('records/') ? 'data' : 'decision',
  bytes: Buffer.byteLength(text),
});
