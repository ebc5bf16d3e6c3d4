import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readEstateFiles } from '../../src/adapters/estate-files.ts';
import { plainPaint } from '../../src/adapters/terminal.ts';
import { linkFiles } from '../../src/commands/link-files.ts';
import { lintsOf } from '../../src/commands/open-linted.ts';
import { briefingIn } from '../../src/core/change/briefing.ts';
import { groupChanges } from '../../src/core/change/group.ts';
import { reconcile } from '../../src/core/change/reconcile.ts';
import { decide } from '../../src/core/decide.ts';
import { sortDiagnostics } from '../../src/core/load/sort.ts';
import { attentionRows } from '../../src/core/plan/attention.ts';
import type { Decision } from '../../src/core/plan/decision.ts';
import { explain } from '../../src/core/plan/explain.ts';
import { addDuration } from '../../src/core/time.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';
import { defaultFolders, type EstateFile } from '../../src/model/estate-files.ts';
import type { Locate } from '../../src/model/source.ts';
import { renderPullRequest } from '../../src/render/change/pull-request.ts';
import { renderDiagnosticsText } from '../../src/render/diagnostics/text.ts';
import { renderExplanation } from '../../src/render/explain/text.ts';
import { renderPlanJson } from '../../src/render/plan/json.ts';
import { renderPlanMarkdown } from '../../src/render/plan/markdown.ts';
import { renderPlanText } from '../../src/render/plan/text.ts';
import { at } from './world.ts';

/** Where the scenarios are, unless a caller that runs elsewhere says so. */
export const scenariosFolder: string = fileURLToPath(new URL('../scenarios', import.meta.url));

/** What happens to an estate between two looks at it. Files below `steps/<name>/` of the scenario are added as they are. */
export interface StoryStep {
  readonly name: string;
  readonly asOf: string;
  /** Are the Changes merged that the look before proposed? */
  readonly merge?: boolean;
  /** Assets whose approved visit went well, at the time it was approved for. */
  readonly deployed?: readonly string[];
}

/** A small estate that tells one story. */
export interface Scenario {
  readonly name: string;
  readonly folder: string;
  readonly asOf: string;
  readonly about: string;
  /** Arguments of `explain`: an asset, and what is asked about it. */
  readonly explain: readonly (readonly [asset: string, subject?: string])[];
  /** What happens afterwards, where the story goes on. */
  readonly steps?: readonly StoryStep[];
}

/** Every scenario of a folder, sorted by name. */
export function scenariosIn(folder: string): readonly Scenario[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => ({
      name,
      folder: join(folder, name),
      ...(JSON.parse(readFileSync(join(folder, name, 'scenario.json'), 'utf8')) as Omit<Scenario, 'name' | 'folder'>),
    }))
    .sort((left, right) => (left.name < right.name ? -1 : 1));
}

/** The files of a scenario's estate, as the program reads them. */
export const filesOf = ({ folder }: Scenario): readonly EstateFile[] => readEstateFiles(join(folder, 'repo')).files;

/** Everything the program says about an estate, by file name, decided from these files. */
export function documentsOf(scenario: Scenario, files: readonly EstateFile[]): ReadonlyMap<string, string> {
  const asOf = at(scenario.asOf);
  const linked = linkFiles(files, { asOf, commit: undefined, folders: defaultFolders });
  const { estate, locate } = linked.value;
  // Version and time-zone data belong to the program that runs, not to the story.
  const tool = { version: '0.0.0', tzdata: 'pinned' };
  const problems = sortDiagnostics(linked.diagnostics);
  const decided = decide({ estate, locate, asOf, tool, proposals: [], problems });
  const { plan } = decided.value;
  const rows = attentionRows(plan);
  const sources = new Map(files.map((file) => [file.path, file.text] as const));
  const found = [...linked.diagnostics, ...decided.diagnostics];
  const lints = lintsOf({ estate, locate, asOf, diagnostics: found });
  return new Map([
    ['validate.txt', validateText([...found, ...lints], sources)],
    ['plan.txt', renderPlanText(plan, rows, { paint: plainPaint, all: true })],
    ['plan.json', renderPlanJson(plan)],
    ['plan.md', renderPlanMarkdown(plan, rows)],
    ...scenario.explain.map((asked) => explainDocument(decided.value, asked, locate)),
    ...changeDocuments(decided.value, scenario),
  ]);
}

function validateText(diagnostics: readonly Diagnostic[], sources: ReadonlyMap<string, string>): string {
  return diagnostics.length === 0
    ? 'valid\n'
    : renderDiagnosticsText(sortDiagnostics(diagnostics), sources, plainPaint);
}

function explainDocument(
  decision: Decision,
  [asset, subject]: Scenario['explain'][number],
  locate: Locate,
): readonly [string, string] {
  const explanation = explain(decision, asset, subject, locate);
  if (explanation === undefined) throw new Error(`the scenario explains ${asset}, which is no asset`);
  const name = ['explain', asset, ...(subject === undefined ? [] : [subject])].join('-');
  return [`${name}.txt`, renderExplanation(explanation, decision.plan, plainPaint)];
}

/** The Change files and pull requests of a first `propose`. */
function changeDocuments(decision: Decision, { asOf: moment }: Scenario): readonly (readonly [string, string])[] {
  const { plan, estate } = decision;
  const { timeZone: zone, weekend, holidays, changeHorizon, maxOpenChanges } = estate.workspace;
  const asOf = at(moment);
  const contents = groupChanges(plan, addDuration(asOf, changeHorizon, { zone, weekend, holidays }));
  const brief = briefingIn(decision, contents);
  const steps = reconcile({
    contents,
    standing: [],
    merged: new Set(),
    asOf,
    inputsDigest: estate.inputsDigest,
    maxOpen: maxOpenChanges,
    folder: 'changes',
  });
  return steps.flatMap((step) => {
    if (!('text' in step)) return [];
    const { content, name, path, text, inputsDigest } = step;
    const briefing = brief(content, undefined);
    const pullRequest = renderPullRequest({ content, plan, asOf, name, path, inputsDigest, briefing });
    return [
      [`change-${name}.yaml`, text],
      [`pull-request-${name}.md`, pullRequest],
    ] as const;
  });
}

/** The golden documents of a scenario, by file name. */
export function expectedOf({ folder }: Scenario): ReadonlyMap<string, string> {
  const expected = join(folder, 'expected');
  return new Map(
    readdirSync(expected)
      .sort()
      .map((name) => [name, readFileSync(join(expected, name), 'utf8')] as const),
  );
}
