import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/adapters/terminal.ts';
import type { CommandContext, CommandOptions } from '../../src/commands/command.ts';
import { run } from '../../src/commands/verify.ts';
import type { Audit, AuditCheck } from '../../src/model/audit.ts';

const record = (name: string, note = 'none'): string => `apiVersion: patchledger/v1
kind: EvaluationRecord
metadata: { name: ${name} }
spec:
  evaluator: p-ann
  evaluatedAt: 2026-01-01T00:00:00Z
  notes: ${note}
  rows: [{ advisories: [CVE-2026-0001], result: applicable }]
`;
const approval = (spec: string): string => `apiVersion: patchledger/v1
kind: ApprovalRecord
metadata: { name: one }
spec:
  mergeCommit: ${'a'.repeat(40)}
  commitAuthors: [ann]
  evidence: forge
${spec.replace(/^/gm, '  ')}
`;

describe('verify --audit', () => {
  let root = '';
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const git = (...args: readonly string[]): string =>
    execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  const commit = (message: string): string => {
    git('add', '-A');
    git('commit', '-q', '-m', message);
    return git('rev-parse', 'HEAD');
  };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'patchledger-audit-'));
    git('init', '-q', '-b', 'main');
    write(
      'patchledger.yaml',
      'apiVersion: patchledger/v1\nkind: Workspace\nmetadata: { name: acme }\nspec: { timeZone: UTC }\n',
    );
    write('records/evaluation/2026/01/one.yaml', record('one'));
    commit('estate');
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  async function audit(
    options: CommandOptions = {},
  ): Promise<{ code: number; of: (id: string) => AuditCheck | undefined }> {
    const out: string[] = [];
    const context: CommandContext = {
      terminal: {
        out: (text) => void out.push(text),
        note: () => undefined,
        paint: plainPaint,
        notePaint: plainPaint,
        columns: 80,
        interactive: false,
      },
      global: { root, asOf: undefined, format: 'json', quiet: false, debug: false, strict: false },
    };
    const code = await run(context, [], { audit: true, ...options });
    const { checks } = JSON.parse(out.join('')) as Audit;
    return { code, of: (id) => checks.find((check) => check.id === id) };
  }

  it('holds while records only grow, also through a merge', async () => {
    git('checkout', '-q', '-b', 'bot');
    write('records/evaluation/2026/02/two.yaml', record('two'));
    commit('two');
    git('checkout', '-q', 'main');
    git('merge', '-q', '--no-ff', '-m', 'merge', 'bot');

    const { code, of } = await audit();

    expect(of('append-only')).toMatchObject({ verdict: 'holds', found: [] });
    expect(code).toBe(0);
  });

  it('names commit and file of a record that was edited, although it was put back later', async () => {
    write('records/evaluation/2026/01/one.yaml', record('one', 'forged'));
    const forged = commit('forge');
    write('records/evaluation/2026/01/one.yaml', record('one'));
    commit('put back');

    const { code, of } = await audit();

    expect(code).toBe(3);
    expect(of('append-only')?.found).toContain(
      `records/evaluation/2026/01/one.yaml was edited by ${forged.slice(0, 12)}`,
    );
  });

  it.each([
    ['removed', () => rmSync(join(root, 'records/evaluation/2026/01/one.yaml'))],
    ['renamed', () => git('mv', 'records/evaluation/2026/01/one.yaml', 'records/evaluation/2026/01/eins.yaml')],
  ])('names a record that was %s', async (how, tamper) => {
    tamper();
    const bad = commit('tamper');

    const { of } = await audit();

    expect(of('append-only')?.found).toEqual([`records/evaluation/2026/01/one.yaml was ${how} by ${bad.slice(0, 12)}`]);
  });

  it.each([
    ['edited', () => write('records/evaluation/2026/01/two.yaml', record('two', 'forged'))],
    ['removed', () => rmSync(join(root, 'records/evaluation/2026/01/two.yaml'))],
  ])('names a merge that takes the branch in as its second parent, and a record %s on the way', async (how, tamper) => {
    git('checkout', '-q', '-b', 'other');
    write('notes.md', 'nothing\n');
    commit('notes');
    git('checkout', '-q', 'main');
    write('records/evaluation/2026/01/two.yaml', record('two'));
    commit('two');
    git('checkout', '-q', 'other');
    git('merge', '-q', '--no-ff', '--no-commit', 'main');
    tamper();
    const merge = commit('merge');

    const { code, of } = await audit();

    expect(code).toBe(3);
    expect(of('append-only')?.found).toEqual([
      `records/evaluation/2026/01/two.yaml was ${how} by ${merge.slice(0, 12)}`,
    ]);
  });

  it('looks behind an anchor that another branch has made its second parent', async () => {
    git('checkout', '-q', '-b', 'other');
    write('notes.md', 'nothing\n');
    commit('notes');
    git('checkout', '-q', 'main');
    write('records/evaluation/2026/01/two.yaml', record('two'));
    commit('two');
    write('records/evaluation/2026/01/two.yaml', record('two', 'forged'));
    const forged = commit('forge');
    git('checkout', '-q', 'other');
    git('merge', '-q', '--no-ff', '-m', 'merge', 'main');

    const { of } = await audit({ anchor: [forged] });

    expect(of('append-only')?.found).toEqual([
      `records/evaluation/2026/01/two.yaml was edited by ${forged.slice(0, 12)}`,
    ]);
  });

  it('names a record that was edited in the folder alone, and takes a new one for none', async () => {
    write('records/evaluation/2026/01/one.yaml', record('one', 'forged'));
    write('records/evaluation/2026/01/two.yaml', record('two'));

    const { code, of } = await audit();

    expect([code, of('append-only')?.found]).toEqual([
      3,
      ['records/evaluation/2026/01/one.yaml was edited in the folder, and no commit has it'],
    ]);
  });

  it('sees the history itself where a replacement was put before a commit of it', async () => {
    const before = git('rev-parse', 'HEAD');
    write('records/evaluation/2026/01/one.yaml', record('one', 'forged'));
    const forged = commit('forge');
    git('replace', '--graft', forged);

    const { of } = await audit({ anchor: [before] });

    expect(of('append-only')?.found).toHaveLength(1);
    expect(of('anchors')?.verdict).toBe('holds');
  });

  it('finds by an anchor that history was rewritten, and does not know without one', async () => {
    const anchor = git('rev-parse', 'HEAD');
    expect((await audit()).of('anchors')?.verdict).toBe('not known');
    expect((await audit({ anchor: [anchor] })).of('anchors')?.verdict).toBe('holds');
    git('commit', '-q', '--amend', '-m', 'another past');

    const { code, of } = await audit({ anchor: [anchor] });

    expect(of('anchors')?.found[0]).toMatch(/is no ancestor of this branch: its history was rewritten$/);
    expect(code).toBe(3);
  });

  it('names an approval by whoever wrote it, and a merge that holds what nobody reviewed', async () => {
    const review = '{ id: "1", state: approved, void: author, user: { login: ann } }';
    write(
      'records/approval/2026/01/one.yaml',
      approval(`reviews: [${review}]\ncontent: differs\ndifferingPaths: [policies/base.yaml]`),
    );
    commit('approval');

    const { code, of } = await audit();

    const merge = `records/approval/2026/01/one.yaml (merge ${'a'.repeat(12)})`;
    expect(of('separation')?.found).toEqual([`${merge}: ann approved what they wrote a part of`]);
    expect(of('merged')?.found).toEqual([`${merge} holds what nobody reviewed: policies/base.yaml`]);
    expect(code).toBe(3);
  });

  it('does not take a merge that nobody verified for one that holds', async () => {
    write('records/approval/2026/01/one.yaml', approval('reviews: []'));
    commit('approval');

    expect((await audit()).of('merged')?.verdict).toBe('not known');
  });

  it('says of a shallow clone that its history was not looked at as a whole', async () => {
    write('records/evaluation/2026/02/two.yaml', record('two'));
    commit('two');
    const clone = mkdtempSync(join(tmpdir(), 'patchledger-shallow-'));
    execFileSync('git', ['clone', '-q', '--depth', '1', `file://${root}`, clone], { stdio: 'pipe' });
    const whole = root;
    root = clone;

    const { of } = await audit();

    expect(of('history')?.verdict).toBe('not known');
    rmSync(whole, { recursive: true, force: true });
  });
});
