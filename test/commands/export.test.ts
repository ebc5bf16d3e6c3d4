import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run as check } from '../../src/commands/check.ts';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run as exporting } from '../../src/commands/export.ts';
import { run as record } from '../../src/commands/record.ts';
import { run as validate } from '../../src/commands/validate.ts';
import { run as verify } from '../../src/commands/verify.ts';
import { evidenceEstate, mergeBranch, noon, proposed, runOn } from '../support/evidence-estate.ts';
import { commitAll, contentsOf, temporaryFolder, writeFiles } from '../support/folders.ts';

const exportTo = (root: string, out: string, engine = 'script', options: CommandOptions = {}) =>
  runOn(exporting, root, [engine], { out, ...options });

const jsonOf = async (root: string, options: CommandOptions = {}) =>
  JSON.parse((await runOn(exporting, root, ['json'], options)).out) as {
    readonly visits: readonly { readonly id: string; readonly asset: string }[];
    readonly held: readonly { readonly asset: string; readonly reasons: readonly string[] }[];
  };

describe('an export', () => {
  it('holds the visits that are merged and still to come, and nothing else', async () => {
    const root = evidenceEstate();
    const branch = await proposed(root);
    expect((await jsonOf(root)).visits).toEqual([]);

    mergeBranch(root, branch);

    expect((await jsonOf(root)).visits.map(({ asset }) => asset)).toEqual(['host-1', 'host-2']);
    expect((await jsonOf(root, { asOf: '2026-11-24T12:00:00Z' })).visits).toEqual([]);
  });

  it('holds back what a record says is not approved, with the reason', async () => {
    const root = evidenceEstate();
    mergeBranch(root, await proposed(root));
    await runOn(record, root, ['approval'], { by: 'p-mara' });

    const { visits, held } = await jsonOf(root);

    expect([visits, held[0]?.reasons]).toEqual([[], [expect.stringContaining('lead did not approve')]]);
  });

  it('leaves nothing behind of what is not approved any more', async () => {
    const root = evidenceEstate();
    mergeBranch(root, await proposed(root));
    const out = join(temporaryFolder(), 'out');
    await exportTo(root, out);
    expect(readdirSync(out).filter((name) => name.endsWith('.sh'))).toHaveLength(2);

    await exportTo(root, out, 'script', { asOf: '2026-11-24T12:00:00Z' });

    expect(readdirSync(out).filter((name) => name.endsWith('.sh'))).toEqual([]);
  });

  it('never writes into a folder that holds something else', async () => {
    const root = evidenceEstate();
    const out = writeFiles(temporaryFolder(), { 'mine.txt': 'x' });

    await expect(exportTo(root, out)).rejects.toThrow('something else');
    expect(readdirSync(out)).toEqual(['mine.txt']);
  });

  it('of an unknown engine or Change is refused', async () => {
    const root = evidenceEstate();

    await expect(runOn(exporting, root, ['puppet'])).rejects.toThrow('no export for puppet');
    await expect(jsonOf(root, { change: 'nothing' })).rejects.toThrow('no merged Change');
  });
});

describe('an emergency', () => {
  const why = { emergency: true, by: 'p-mara', reason: 'exploited, seen in our logs' };

  async function immediate(): Promise<{ readonly root: string; readonly branch: string }> {
    const root = evidenceEstate('immediate');
    return { root, branch: await proposed(root) };
  }

  const emergencyIn = (root: string) => {
    const folder = join(root, 'records/emergency/2026/11');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')).spec);
  };

  const codesOf = async (root: string, asOf: string): Promise<readonly string[]> => {
    const { out } = await runOn(validate, root, [], { asOf, format: 'json' });
    const { diagnostics } = JSON.parse(out) as { readonly diagnostics: readonly { readonly code: string }[] };
    return diagnostics.map(({ code }) => code).filter((code) => code.startsWith('lint/emergency'));
  };

  it('leaves an unmerged head once it is on record who let it run, why, and what', async () => {
    const { root, branch } = await immediate();

    const { visits } = await jsonOf(root, why);

    expect(visits.map(({ asset }) => asset)).toEqual(['host-1', 'host-2']);
    const [spec, ...others] = emergencyIn(root);
    expect(others).toEqual([]);
    expect(spec).toMatchObject({
      ...{
        by: 'p-mara',
        reason: why.reason,
        branch,
        engine: 'json',
        exportedAt: noon,
        reviewBy: '2026-11-23T12:00:00Z',
      },
      openGates: [{ gate: 'approval' }, { gate: 'approval' }],
      visits: [{ asset: 'host-1' }, { asset: 'host-2' }],
    });
  });

  it('handed out again is one emergency', async () => {
    const { root } = await immediate();
    await jsonOf(root, why);
    const before = contentsOf(join(root, 'records'));

    await jsonOf(root, { ...why, asOf: '2026-11-22T12:30:00Z' });

    expect(contentsOf(join(root, 'records'))).toEqual(before);
  });

  it.each([
    ['a person', { reason: 'x', by: undefined }, '--by'],
    ['a reason', { reason: undefined }, '--reason'],
    ['a person whom a Team lists', { by: 'somebody' }, 'no Team lists'],
  ])('needs %s, and leaves no record without', async (_, parts, message) => {
    const { root } = await immediate();

    await expect(jsonOf(root, { ...why, ...parts })).rejects.toThrow(message);
    expect(emergencyIn(root)).toEqual([]);
  });

  it('is for immediate work alone', async () => {
    const root = evidenceEstate();
    await proposed(root);

    await expect(jsonOf(root, why)).rejects.toThrow('only immediate work');
    expect(emergencyIn(root)).toEqual([]);
  });

  it('is warned about until somebody else approves the same plan, in time or late', async () => {
    const { root, branch } = await immediate();
    await jsonOf(root, why);

    expect(await codesOf(root, '2026-11-22T13:00:00Z')).toEqual(['lint/emergency-unreviewed']);
    expect(await codesOf(root, '2026-11-23T13:00:00Z')).toEqual(['lint/emergency-overdue']);
    expect((await runOn(verify, root, [], { asOf: '2026-11-23T13:00:00Z' })).code).toBe(3);
    const deadlines = async (asOf: string) => (await runOn(check, root, [], { asOf, estate: true })).out;
    expect(await deadlines('2026-11-22T13:00:00Z')).toContain('✓ Deadlines: in order, 1 to look at');
    expect(await deadlines('2026-11-23T13:00:00Z')).toContain('✗ Deadlines: 1 problem');

    commitAll(root, 'records');
    mergeBranch(root, branch);
    await runOn(record, root, ['approval'], { by: 'p-ada' });

    expect(await codesOf(root, '2026-11-23T13:00:00Z')).toEqual([]);
  });

  it('is not reviewed by whoever let it run', async () => {
    const { root, branch } = await immediate();
    await jsonOf(root, { ...why, by: 'p-ada' });
    commitAll(root, 'records');
    mergeBranch(root, branch);
    await runOn(record, root, ['approval'], { by: 'p-ada' });

    expect(await codesOf(root, '2026-11-22T13:00:00Z')).toEqual(['lint/emergency-unreviewed']);
  });

  it('is not reviewed by the approval of another plan', async () => {
    const { root, branch } = await immediate();
    await jsonOf(root, why);
    commitAll(root, 'records');
    mergeBranch(root, branch);
    const [file = ''] = readdirSync(join(root, 'changes'));
    const path = join(root, 'changes', file);
    writeFileSync(path, readFileSync(path, 'utf8').replace(/planFp: "sha256:.{4}/, 'planFp: "sha256:0000'));
    commitAll(root, 'another plan');
    await runOn(record, root, ['approval'], { by: 'p-ada' });

    expect(await codesOf(root, '2026-11-22T13:00:00Z')).toEqual(['lint/emergency-other-plan']);
  });

  it('is what a deployment that ran under it is recorded as', async () => {
    const { root } = await immediate();
    await jsonOf(root, why);
    const [spec] = emergencyIn(root);
    const { visits } = spec as { readonly visits: readonly { readonly id: string; readonly start: string }[] };
    const [first] = visits;
    const table = `asset,visit,ecosystem,package,version,result,end\nhost-1,${first?.id},npm,app,1.0.1,ok,${first?.start}\n`;
    const report = join(writeFiles(temporaryFolder(), { 'r.csv': table }), 'r.csv');

    await runOn(record, root, ['deployment'], { from: [report], by: 'p-mara', engine: 'manual' });

    const folder = join(root, 'records/deployment/2026/11');
    const [name = ''] = readdirSync(folder);
    expect(JSON.parse(readFileSync(join(folder, name), 'utf8')).spec.emergency).toMatchObject({
      by: 'p-mara',
      planFp: spec.planFp,
    });
  });
});
