import { existsSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type CliRun, cli } from '../support/cli.ts';
import { yaml } from '../support/estate.ts';
import { estateFiles, githubEstate } from '../support/fake-github/estate.ts';
import { tokens } from '../support/fake-github/fake-github.ts';
import { commitAll, git, temporaryFolder, writeFiles } from '../support/folders.ts';
import { repositoryRoot } from '../support/source-files.ts';

const bundle = join(repositoryRoot, 'dist/action.cjs');
const asOf = '--as-of 2026-11-22T12:00:00Z';
const local = { forge: { kind: 'local' } };

interface Step extends CliRun {
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly temporary: string;
  /** Lines that the runner would obey: outside fences, begun by `::` or `##[`. */
  readonly commands: readonly string[];
}

interface Setting {
  readonly event: string;
  readonly payload?: object;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the bundle as the runner does: inputs, event and files by environment variables. */
async function step(root: string, { event, payload = {}, inputs = {}, env = {} }: Setting): Promise<Step> {
  const temporary = temporaryFolder();
  const [output, summary, eventPath] = ['output', 'summary', 'event.json'].map((name) => join(temporary, name));
  writeFiles(temporary, { output: '', summary: '', 'event.json': JSON.stringify(payload) });
  const given = Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]);
  const run = await cli([], {
    ...{ cwd: root, program: [process.execPath, bundle], timeout: 100_000 },
    env: {
      ...{ GITHUB_ACTIONS: 'true', GITHUB_EVENT_NAME: event, GITHUB_EVENT_PATH: eventPath, GITHUB_OUTPUT: output },
      ...{ GITHUB_STEP_SUMMARY: summary, RUNNER_TEMP: temporary, ...Object.fromEntries(given), ...env },
    },
  });
  return {
    ...{ ...run, temporary, commands: commandsIn(run.out), summary: readFileSync(summary ?? '', 'utf8') },
    outputs: outputsIn(readFileSync(output ?? '', 'utf8')),
  };
}

function commandsIn(log: string): readonly string[] {
  let fence: string | undefined;
  return log.split(/\r\n|\n|\r/).flatMap((line) => {
    const text = line.trimStart();
    const stops = /^::stop-commands::(.+)$/.exec(text)?.[1];
    if (fence === undefined) fence = stops;
    else if (text === `::${fence}::`) fence = undefined;
    const isCommand = text.startsWith('::') || text.startsWith('##[');
    return isCommand && fence === undefined && !text.startsWith('::patchledger-') ? [text] : [];
  });
}

/** Reads the file of outputs as the runner does. */
function outputsIn(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const [, name, end] = /^([\w-]+)<<(.+)$/.exec(lines[index] ?? '') ?? [];
    if (name === undefined || end === undefined) continue;
    const stop = lines.indexOf(end, index);
    outputs[name] = lines.slice(index + 1, stop).join('\n');
    index = stop;
  }
  return outputs;
}

/** An estate whose base lacks a policy that its head brings, which somebody must approve. */
function changedEstate() {
  const workspace = { ...local, approvals: { Inventory: ['lead'] } };
  const root = writeFiles(temporaryFolder(), estateFiles({ 'db-1': 'data' }, workspace));
  const base = commitAll(root);
  git(root, 'switch', '--quiet', '--create', 'change');
  const assets = [{ name: 'db-2', owner: 'nobody' }];
  writeFiles(root, { 'inventory/more.yaml': yaml('Inventory', 'more', { assets }) });
  return { root, base, head: commitAll(root, 'more') };
}

const hostile = 'x\n::set-output name=lane::data\n::add-mask::a\n##[error]no\r::warning::no%0A::error::no';

describe('the action', () => {
  const pull = (base: string, head: string) => ({
    number: 7,
    ...{ title: hostile, body: hostile, user: { login: hostile } },
    base: { sha: base, ref: 'main' },
    head: { sha: head, ref: hostile, label: hostile },
  });

  it.each(['pull_request', 'pull_request_review'])('judges what a %s would bring', async (event) => {
    const { root, base, head } = changedEstate();

    const run = await step(root, { event, payload: { pull_request: pull(base, head) }, inputs: { args: asOf } });

    expect(run.code, run.out).toBe(2);
    expect(run.outputs).toMatchObject({ 'exit-class': 'invalid', lane: 'decision', degraded: 'true' });
    expect(run.outputs['failed']).toContain('files');
    expect(run.commands[0]).toMatch(/^::error file=inventory\/more\.yaml,line=\d+,/);
    expect(run.summary).toContain('## Patchledger: ');
    expect(run.err).toBe('');
  });

  it('judges a merge group against its own base', async () => {
    const { root, base, head } = changedEstate();
    const payload = { merge_group: { base_sha: base, head_sha: head, head_ref: hostile } };

    const run = await step(root, { event: 'merge_group', payload, inputs: { args: asOf } });

    expect([run.outputs['lane'], run.outputs['exit-class']]).toEqual(['decision', 'invalid']);
    expect(JSON.parse(readFileSync(run.outputs['report-path'] ?? '', 'utf8'))).toMatchObject({ base, head });
  });

  it.each(['push', 'schedule'])('judges all that stands on %s', async (event) => {
    const root = writeFiles(temporaryFolder(), estateFiles({ 'db-1': 'data' }, local));
    commitAll(root);

    const run = await step(root, { event, inputs: { args: asOf } });

    expect([run.outputs['lane'], run.summary.includes('The whole estate.')]).toEqual(['none', true]);
  });

  it('lets no text of an event or an estate command the runner or set an output', async () => {
    const { root, base, head } = changedEstate();
    writeFiles(root, {
      'inventory/hostile.yaml': yaml('Inventory', 'hostile', { assets: [{ name: hostile, owner: hostile }] }),
      [`inventory/::error::x.yaml`]: '::set-output name=lane::data',
    });
    commitAll(root, hostile);

    const inputs = { args: asOf, 'sarif-file': 'out.sarif' };
    const run = await step(root, { event: 'pull_request', payload: { pull_request: pull(base, head) }, inputs });

    expect(run.commands.filter((line) => !/^::(?:error|warning|notice) (?:file|title)=/.test(line))).toEqual([]);
    expect(run.commands.length).toBeLessThanOrEqual(10);
    expect(run.outputs['lane']).toBe('decision');
    expect(Object.keys(run.outputs).sort()).toEqual(
      ['degraded', 'exit-class', 'failed', 'lane', 'report-path', 'verdict'].sort(),
    );
    const sarif = JSON.parse(readFileSync(join(root, 'out.sarif'), 'utf8')) as { readonly version: string };
    expect(sarif.version).toBe('2.1.0');
  });

  it('plans, and leaves the plan to later steps and to people', async () => {
    const root = writeFiles(temporaryFolder(), { ...prefixed('patches', estateFiles({ 'db-1': 'data' }, local)) });
    commitAll(root);

    const inputs = { mode: 'plan', args: asOf, 'working-directory': 'patches' };
    const run = await step(root, { event: 'workflow_dispatch', inputs });

    const plan = JSON.parse(readFileSync(run.outputs['plan-path'] ?? '', 'utf8')) as { readonly schema: string };
    expect([run.code, plan.schema, run.outputs['overdue']]).toEqual([0, 'patchledger.plan/v1', '0']);
    expect(run.summary).toMatch(/^# Patch plan\n/);
    expect(run.out).not.toContain('"schema"');
  });

  it('proposes with the token that it was given, which nothing shows', async () => {
    const { root, github } = await githubEstate(estateFiles({ 'db-1': 'data' }));
    const inputs = { command: 'propose', args: asOf, token: tokens.app };

    const run = await step(root, { event: 'schedule', inputs, env: { GITHUB_API_URL: github.apiUrl } });

    expect([run.code, run.outputs['pr-numbers'], run.outputs['changed']]).toEqual([0, '[1]', 'true']);
    expect(run.commands.slice(0, 1)).toEqual([`::add-mask::${tokens.app}`]);
    const shown = run.out.split('\n').filter((line) => !line.startsWith('::add-mask::'));
    expect(shown.join('\n')).not.toContain(tokens.app);
  });

  it('writes nothing in a dry run', async () => {
    const { root, github } = await githubEstate(estateFiles({ 'db-1': 'data' }));
    const inputs = { mode: 'open', args: asOf, token: tokens.app, 'dry-run': 'true' };

    const run = await step(root, { event: 'schedule', inputs, env: { GITHUB_API_URL: github.apiUrl } });

    expect([run.code, run.outputs['changed'], github.openPulls()]).toEqual([0, 'true', []]);
  });

  it('posts the verdicts of a report on the commit that it is told, and none where workflows were changed', async () => {
    const { root, github } = await githubEstate(estateFiles({ 'db-1': 'data' }));
    const head = git(root, 'rev-parse', 'HEAD');
    const event = { event: 'workflow_run', env: { GITHUB_API_URL: github.apiUrl } };
    const judged = await step(root, { event: 'pull_request', inputs: { args: `--base HEAD ${asOf}` } });
    const report = judged.outputs['report-path'] ?? '';
    const post = (flag: string) => ({
      ...event,
      inputs: { command: 'post-check', args: `"${report}" --commit ${head} ${flag}`, token: tokens.app },
    });

    const [believed, refused] = [await step(root, post('')), await step(root, post('--workflow-changed'))];

    expect([believed.code, refused.code], believed.out + refused.out).toEqual([0, 0]);
    expect(believed.out).toContain('patchledger/policy: ');
    expect(refused.out).toContain('patchledger/policy: failure, not judged: it changes workflows');
  });

  it('lets a token that stands in an estate, an event or a report out nowhere, in no form', async () => {
    const { token, forms } = plantedToken();
    const planted = forms.join(' ');
    const { root, github } = await githubEstate(estateFiles({ 'db-1': 'data' }));
    const base = git(root, 'rev-parse', 'HEAD');
    const inventory = { assets: forms.map((form, index) => ({ name: `x-${index}`, owner: form, [form]: 1 })) };
    writeFiles(root, { 'inventory/leak.yaml': yaml('Inventory', 'leak', inventory) });
    const head = commitAll(root, planted);
    github.grant(token, ['checks', 'statuses'], 'patchledger[bot]');
    const env = { GITHUB_API_URL: github.apiUrl };
    github.hub.store.run(['fetch', '--quiet', root, `${head}:refs/heads/leak`]);

    const inputs = { args: `${asOf} --post`, token, 'sarif-file': 'out.sarif' };
    const payload = { pull_request: { ...pull(base, head), title: planted, body: planted } };
    const judged = await step(root, { event: 'pull_request', payload, inputs, env });
    const report = judged.outputs['report-path'] ?? '';
    const args = `"${report}" --commit ${head}`;
    const posted = await step(root, { event: 'workflow_run', inputs: { command: 'post-check', args, token }, env });
    const recording = {
      command: 'record',
      args: `deployment --from inventory/leak.yaml ${asOf}`,
      token,
      'fail-on': 'error',
    };
    const recorded = await step(root, { event: 'push', inputs: recording, env });
    const denied = await step(root, {
      event: 'push',
      inputs: { command: 'propose', token: `${token}x`, args: asOf },
      env,
    });

    const checks = [...github.hub.checks.values()].map(({ title, summary }) => `${title} ${summary}`);
    expect([judged.outputs['exit-class'], posted.code, checks.length]).toEqual(['invalid', 0, 4]);
    const shown = [
      ...[judged, posted, recorded, denied].flatMap(({ out, err, outputs, summary }) => [
        out.replaceAll(/^::add-mask::.*$/gm, ''),
        ...[err, summary, JSON.stringify(outputs)],
      ]),
      ...[report, join(root, 'out.sarif')].map((path) => readFileSync(path, 'utf8')),
      ...checks,
    ].join('\n');
    expect(forms.filter((form) => shown.includes(form))).toEqual([]);
    expect(shown).toContain('***');
  });

  it.each([
    [{ 'dry-runn': 'true' }, 'unknown input dry-runn'],
    [{ 'dry-run': 'yes' }, 'dry-run: yes is none of true, false'],
    [{ mode: 'apply' }, 'mode: apply is none of auto, check, plan, open'],
    [{ command: 'check', mode: 'plan' }, 'two answers to one question'],
    [{ command: 'init' }, 'command: init is not run in a step'],
    [{ command: 'check', args: '--json' }, "args: --json is the step's to set"],
    [{ command: 'check', args: '--base "main' }, 'args: a quote is not closed'],
    [{ command: 'report', 'dry-run': 'true' }, 'report has no dry run'],
    [{ 'fail-on': 'never' }, 'fail-on: never is none of error, violation, degraded'],
  ])('refuses %o', async (inputs, why) => {
    const run = await step(temporaryFolder(), { event: 'push', inputs });

    expect([run.code, run.outputs]).toEqual([2, { 'exit-class': 'invalid' }]);
    expect(run.commands.join('\n')).toContain(why);
  });

  it('does not run where a stranger’s files meet a token that writes', async () => {
    const run = await step(temporaryFolder(), { event: 'pull_request_target' });

    expect([run.code, run.commands.join('\n').includes('pull_request_target')]).toEqual([2, true]);
  });

  it('follows no link when it writes SARIF', async () => {
    const { root, base, head } = changedEstate();
    const target = join(temporaryFolder(), 'target');
    writeFileSync(target, 'as it was');
    symlinkSync(target, join(root, 'out.sarif'));

    const payload = { pull_request: pull(base, head) };
    const run = await step(root, { event: 'pull_request', payload, inputs: { args: asOf, 'sarif-file': 'out.sarif' } });

    expect([run.code, readFileSync(target, 'utf8')]).toEqual([2, 'as it was']);
    expect(lstatSync(join(root, 'out.sarif')).isSymbolicLink()).toBe(true);
    expect(run.commands.join('\n')).toContain('sarif-file: out.sarif is no file below the workspace');
  });

  it('lets a failed check pass where only the run itself is to fail', async () => {
    const root = writeFiles(temporaryFolder(), estateFiles({ 'db-1': 'data' }, local));
    commitAll(root);
    const args = '--as-of 2027-11-22T12:00:00Z';

    const strict = await step(root, { event: 'push', inputs: { args } });
    const mild = await step(root, { event: 'push', inputs: { args, 'fail-on': 'error' } });

    expect([strict.code, mild.code]).toEqual([3, 0]);
    expect(mild.outputs['exit-class']).toBe('violated');
  });

  it('is one file', () => {
    expect(existsSync(bundle)).toBe(true);
    expect(readFileSync(bundle, 'utf8')).not.toMatch(/require\("\.\.?\//);
  });
});

const prefixed = (folder: string, files: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(files).map(([path, text]) => [`${folder}/${path}`, text]));

/** A token that needs escaping, and the forms in which it may stand somewhere. */
function plantedToken() {
  const token = 'ghp_planted/token+0123456789==abcdefghijk';
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const forms = [token, encodeURIComponent(token), base64(token), `https://x-access-token:${token}@github.com/a/b`];
  return { token, forms: [...forms, base64(`x-access-token:${token}`)] };
}
