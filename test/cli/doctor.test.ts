import { describe, expect, it } from 'vitest';
import { cli } from '../support/cli.ts';
import { yaml } from '../support/estate.ts';
import { startGithub, tokens } from '../support/fake-github/fake-github.ts';
import { commitAll, temporaryFolder, writeFiles } from '../support/folders.ts';

describe('doctor --online', () => {
  it('asks with the token of the environment, and ends with 0 whatever the answer', async () => {
    const forge = { kind: 'github', repository: 'acme/estate' };
    const root = writeFiles(temporaryFolder(), {
      'patchledger.yaml': yaml('Workspace', 'w', { forge }),
      'inventory/a.yaml': yaml('Inventory', 'hosts', { assets: [{ name: 'a' }] }),
    });
    commitAll(root);
    const fake = await startGithub(root);
    const args = ['doctor', '-C', root, '--online', '--format', 'json'];
    const doctor = (token: string) => cli(args, { env: { GITHUB_API_URL: fake.apiUrl, GITHUB_TOKEN: token } });

    const [good, bad] = await Promise.all([doctor(tokens.app), doctor('ghp_wrong0123456789abcdefghijklmnopqrstu')]);

    expect([good.code, bad.code]).toEqual([0, 0]);
    expect(JSON.parse(good.out)).toMatchObject({ machine: { forge: { access: { kind: 'reached' } } } });
    expect(JSON.parse(bad.out)).toMatchObject({ machine: { forge: { access: { kind: 'refused' } } } });
    expect(bad.out).not.toContain('ghp_wrong');
  });
});
