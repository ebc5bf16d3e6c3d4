import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLocalReader, openLocalWriter } from '../../src/adapters/local-forge-port.ts';
import { commitAll, git, temporaryFolder, writeFiles } from '../support/folders.ts';

const branch = 'patchledger/change/data-routine-00000000';
const scopes = [{ prefix: 'patchledger/change/', folder: 'changes' }];

/** A repository, the bare one it pushes to, and the forge that they are. */
function forge(options: readonly string[] = []) {
  const root = writeFiles(temporaryFolder(), { 'patchledger.yaml': 'a: 1\n' });
  const commit = commitAll(root);
  const remote = join(temporaryFolder(), 'remote.git');
  git(root, 'clone', '--quiet', '--bare', root, remote);
  git(remote, 'config', 'receive.advertisePushOptions', 'true');
  git(root, 'remote', 'add', 'origin', remote);
  const settings = { root, base: { name: 'main', commit }, push: { remote: 'origin', options } };
  return { root, remote, base: settings.base, reader: openLocalReader(settings), writer: openLocalWriter(settings) };
}

const files = (text: string) => [{ path: 'changes/a.yaml', text }];
const message = { subject: 's', body: 'b', planFp: 'sha256:1' };

describe('a local forge with a remote', () => {
  it('brings its branches there, and says whether they are', async () => {
    const { remote, base, reader, writer } = forge(['merge_request.create']);
    const { head } = await writer.commit({ branch, base, expected: undefined, files: files('a: 1\n'), ...message });
    const [before] = await reader.proposals(scopes, () => undefined);

    await writer.publish?.(branch);

    const [behind] = await reader.proposals(scopes, () => undefined);
    expect([before?.isPublished, behind?.isPublished]).toEqual([false, true]);
    expect(git(remote, 'rev-parse', branch)).toBe(head);
  });

  it('moves them forward only', async () => {
    const { remote, base, writer } = forge();
    const first = await writer.commit({ branch, base, expected: undefined, files: files('a: 1\n'), ...message });
    await writer.publish?.(branch);
    const second = await writer.commit({ branch, base, expected: first.head, files: files('a: 2\n'), ...message });
    await writer.publish?.(branch);

    expect(git(remote, 'rev-parse', `${branch}^`)).toBe(first.head);
    expect(git(remote, 'rev-parse', branch)).toBe(second.head);
  });

  it('leaves a branch alone that somebody pushed to', async () => {
    const { root, remote, base, reader, writer } = forge();
    await writer.commit({ branch, base, expected: undefined, files: files('a: 1\n'), ...message });
    await writer.publish?.(branch);
    const other = temporaryFolder();
    git(root, 'clone', '--quiet', '--branch', branch, remote, other);
    writeFiles(other, { 'notes.md': 'wait\n' });
    git(other, 'add', '--all');
    git(other, 'commit', '--quiet', '--message', 'by hand');
    git(other, 'push', '--quiet');

    expect(await reader.proposals(scopes, () => undefined)).toMatchObject([{ isOurs: false }]);
    await expect(writer.publish?.(branch)).rejects.toThrow(expect.objectContaining({ kind: 'moved' }));
    expect(git(remote, 'log', '-1', '--format=%s', branch)).toBe('by hand');
  });
});
