import { execFileSync } from 'node:child_process';
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CommandOptions } from '../../src/commands/command.ts';
import { run } from '../../src/commands/report.ts';
import { captureRun } from '../support/capture.ts';
import { yaml } from '../support/estate.ts';
import { commitAll, temporaryFolder, writeFiles } from '../support/folders.ts';

/** An estate, a folder for its report, and the key of somebody who may sign it. */
function estate() {
  const root = writeFiles(temporaryFolder(), {
    'patchledger.yaml': yaml('Workspace', 'w', {}),
    'inventory/a.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'a' }] }),
  });
  const [out, keys] = [temporaryFolder(), temporaryFolder()];
  const keyOf = (name: string): string => {
    const key = join(keys, name);
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', name, '-f', key]);
    return key;
  };
  const key = keyOf('imke');
  const allow = (): void => {
    writeFileSync(join(root, 'allowed_signers'), `imke@example.org ${readFileSync(`${key}.pub`, 'utf8')}`);
  };
  commitAll(root);
  const report = (options: CommandOptions, strict = false) =>
    captureRun(run, { root, asOf: '2026-11-22T12:00:00Z', strict }, [], { out, ...options });
  return { root, out, key, keyOf, allow, report, manifest: join(out, 'manifest.json') };
}

describe('a signed report', () => {
  it('names its signer when it is checked', async () => {
    const { allow, key, report } = estate();
    allow();
    await report({ sign: key });

    const { code, notes } = await report({ check: true });

    expect([code, notes]).toEqual([0, expect.stringContaining('signed by imke@example.org\n')]);
  });

  it('is not equal when its manifest was changed, or when somebody else signed it', async () => {
    const { allow, key, keyOf, report, manifest } = estate();
    allow();
    await report({ sign: keyOf('eve') });
    const other = await report({ check: true });
    await report({ sign: key });
    appendFileSync(manifest, '\n');
    const changed = await report({ check: true });

    expect([other.code, changed.code]).toEqual([4, 4]);
    expect(other.notes).toContain('the signature is bad: it is of nobody who may sign');
    expect(changed.notes).toContain('the signature is bad');
  });

  it('whose signers nobody lists was not checked, which --strict minds', async () => {
    const { key, report } = estate();
    await report({ sign: key });

    const [plain, strict] = [await report({ check: true }), await report({ check: true }, true)];

    expect([plain.code, strict.code]).toEqual([0, 6]);
    expect(plain.notes).toContain('the signature was not checked: there is no ');
  });

  it('needs a key that ssh-keygen can use, and the program itself', async () => {
    const { root, key, allow, report } = estate();
    const path = process.env['PATH'] ?? '';

    await expect(report({ sign: join(root, 'none') })).rejects.toThrow(/not signed: there is no key/);
    await expect(report({ sign: join(root, 'patchledger.yaml') })).rejects.toThrow(/is written, and not signed: /);
    await report({ sign: key });
    allow();
    const git = execFileSync('which', ['git'], { encoding: 'utf8' }).trim();
    const bare = temporaryFolder();
    execFileSync('ln', ['-s', git, join(bare, 'git')]);
    process.env['PATH'] = bare;
    try {
      await expect(report({ sign: key })).rejects.toThrow(/ssh-keygen cannot be run/);
    } finally {
      process.env['PATH'] = path;
    }
  });
});
