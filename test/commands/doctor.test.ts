import { describe, expect, it } from 'vitest';
import { run } from '../../src/commands/doctor.ts';
import { captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { temporaryFolder, writeFiles } from '../support/folders.ts';

function estate(forge: object = {}): string {
  const root = temporaryFolder();
  writeFiles(root, {
    'patchledger.yaml': yaml('Workspace', 'w', { forge }),
    'inventory/a.yaml': yaml('Inventory', 'hosts', {
      assets: [{ name: 'a', components: [{ ecosystem: 'Hex', name: 'x', version: '1.0.0' }] }],
    }),
  });
  return root;
}

describe('doctor', () => {
  it('ends with 0 whatever it finds, and with 6 under --strict when something is not known', async () => {
    const root = estate();

    const [plain, strict] = [await captureRun(run, { root }), await captureRun(run, { root, strict: true })];

    expect([plain.code, strict.code]).toEqual([0, 6]);
    expect(plain.out).toContain('Hex: 1 component on 1 asset (a) and no source that watches it: not clean, unknown');
  });

  it('examines an estate with errors as well, and says that they are left out', async () => {
    const root = estate();
    writeFiles(root, { 'policies/p.yaml': yaml('PatchPolicy', 'p', { rules: 'none' }) });

    const { code, out } = await captureRun(run, { root, format: 'json' });

    expect(code).toBe(0);
    const { findings } = JSON.parse(out) as { readonly findings: readonly object[] };
    expect(findings[0]).toMatchObject({ hurt: 'broken', code: 'files-wrong' });
  });

  it('asks no forge unless told to, and asks nobody where the forge is local', async () => {
    const github = await captureRun(run, { root: estate({ kind: 'github', repository: 'o/r' }), format: 'json' });
    const local = await captureRun(run, { root: estate(), format: 'json' }, [], { online: true });

    for (const { out } of [github, local])
      expect(JSON.parse(out)).toMatchObject({ machine: { forge: { access: null } } });
  });
});
