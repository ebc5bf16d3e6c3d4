import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { workflowEvent } from '../../src/adapters/workflow-event.ts';
import { appendStepOutputs, appendStepSummary } from '../../src/adapters/workflow-files.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'patchledger-workflow-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const sha = (digit: string): string => digit.repeat(40);

describe('the event of a workflow', () => {
  const event = (value: unknown): ReturnType<typeof workflowEvent> => {
    const path = join(folder, 'event.json');
    writeFileSync(path, typeof value === 'string' ? value : JSON.stringify(value));
    return workflowEvent({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: path });
  };

  it('is none outside a workflow', () => {
    expect(workflowEvent({})).toBeUndefined();
  });

  it('names pull request, author, base and head', () => {
    const pull = { number: 7, user: { login: 'ann' }, base: { sha: sha('a') }, head: { sha: sha('b') } };

    expect(event({ pull_request: pull })).toEqual({
      name: 'pull_request',
      pullRequest: 7,
      base: sha('a'),
      head: sha('b'),
    });
  });

  it('names base and head of a merge group', () => {
    const queued = (pull: string) => `refs/heads/gh-readonly-queue/main/pr-${pull}-${sha('b')}`;
    expect(event({ merge_group: { head_ref: queued('104') } })).toMatchObject({ pullRequest: 104 });
    expect(event({ merge_group: { head_ref: `refs/heads/feature/pr-7-${sha('b')}` } })).toMatchObject({
      pullRequest: undefined,
    });
    expect(event({ merge_group: { base_sha: sha('a'), head_sha: sha('b') } })).toMatchObject({
      base: sha('a'),
      head: sha('b'),
    });
  });

  it.each([
    ['is no JSON', '{'],
    ['is a list', []],
    ['holds other things', { pull_request: { number: '7', user: 1, base: { sha: '--upload-pack=x' }, head: null } }],
  ])('that %s tells nothing, and breaks nothing', (_, value) => {
    expect(event(value)).toEqual({
      name: 'pull_request',
      pullRequest: undefined,
      base: undefined,
      head: undefined,
    });
  });

  it('whose file is gone tells nothing', () => {
    expect(workflowEvent({ GITHUB_EVENT_NAME: 'push', GITHUB_EVENT_PATH: join(folder, 'gone') })?.base).toBeUndefined();
  });
});

describe('what a step leaves behind', () => {
  it('is appended to its files, and nowhere outside a workflow', () => {
    const path = join(folder, 'summary');

    expect(appendStepSummary('a\n', { GITHUB_STEP_SUMMARY: path })).toBe(true);
    expect(appendStepSummary('b\n', { GITHUB_STEP_SUMMARY: path })).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('a\nb\n');
    expect(appendStepSummary('a', {})).toBe(false);
    expect(appendStepOutputs({ a: 'b' }, { GITHUB_OUTPUT: '' })).toBe(false);
  });

  it('cannot set another output by its value', () => {
    const path = join(folder, 'outputs');
    appendStepOutputs({ lane: 'data\nEOF\nverdict=passed' }, { GITHUB_OUTPUT: path });
    const [first = '', ...lines] = readFileSync(path, 'utf8').trimEnd().split('\n');
    const fence = first.replace('lane<<', '');

    expect(fence).toMatch(/^patchledger-[0-9a-f]{32}$/);
    expect(lines).toEqual(['data', 'EOF', 'verdict=passed', fence]);
  });
});
