import type { ForgePull } from '../../src/model/forge.ts';

/** An open pull request of a Change against `main`, unless stated otherwise. */
export function pull(parts: Partial<ForgePull> = {}): ForgePull {
  return {
    branch: 'patchledger/change/platform-routine-00000000',
    number: 7,
    nodeId: 'PR_7',
    url: 'https://github.com/acme/estate/pull/7',
    title: 'patch host-1',
    body: '',
    baseBranch: 'main',
    head: 'abc',
    author: { id: '1', login: 'patchledger[bot]', isBot: true },
    isDraft: false,
    isLocked: false,
    isQueued: false,
    labels: [],
    assignees: [],
    reviewers: [],
    ...parts,
  };
}
