import { describe, expect, it } from 'vitest';
import { readReviewData } from '../../../src/feeds/record/review-data.ts';
import { at } from '../../support/world.ts';

const head = 'a'.repeat(40);
const merge = 'c'.repeat(40);
const own = {
  pullRequest: { number: 7, url: 'https://forge.example.org/7', author: { id: '1', login: 'bot' } },
  ...{ headCommit: head, mergeCommit: merge, mergedAt: '2026-11-22T14:00:00Z', mergedBy: 'sven' },
  reviews: [{ id: '11', state: 'approved', user: 'ada', commitId: head, submittedAt: '2026-11-22T13:00:00Z' }],
  commits: [{ id: head, authors: ['Bob <bob@example.org>'], coAuthors: ['eve'] }],
};
const read = (value: unknown) => {
  const { value: data, diagnostics } = readReviewData({
    path: 'x',
    text: typeof value === 'string' ? value : JSON.stringify(value),
  });
  return { data, codes: diagnostics.map(({ code }) => code) };
};

describe('who approved a merge', () => {
  it('is read in plain words', () => {
    const { data, codes } = read(own);

    expect(codes).toEqual([]);
    expect(data).toMatchObject({
      ...{ mergeCommit: merge, headCommit: head, mergedAt: at('2026-11-22T14:00:00Z'), mergedBy: { login: 'sven' } },
      reviews: [{ id: '11', state: 'approved', user: { login: 'ada' }, commit: head }],
      commits: [{ id: head, people: ['bob@example.org', 'eve'] }],
    });
  });

  it("is read in the words of GitHub's API, and means the same", () => {
    const { data } = read({
      pull_request: {
        ...{ number: 7, html_url: 'https://forge.example.org/7', user: { id: 1, login: 'bot' }, head: { sha: head } },
        ...{ merge_commit_sha: merge, merged_at: '2026-11-22T14:00:00Z', merged_by: { id: 4, login: 'sven' } },
      },
      reviews: [
        {
          id: 11,
          state: 'APPROVED',
          user: { id: 5, login: 'ada' },
          commit_id: head,
          submitted_at: '2026-11-22T13:00:00Z',
        },
        { id: 12, state: 'PENDING', user: { id: 5, login: 'ada' } },
      ],
      commits: [
        {
          sha: head,
          commit: { author: { email: 'bob@example.org' }, message: 'x\n\nCo-authored-by: E <eve@example.org>' },
        },
      ],
    });

    expect(data).toMatchObject({
      ...{ mergeCommit: merge, headCommit: head, pullRequest: { number: 7, author: { id: '1', login: 'bot' } } },
      reviews: [{ id: '11', state: 'approved', user: { id: '5', login: 'ada' } }],
      commits: [{ people: ['bob@example.org', 'eve@example.org'] }],
    });
  });

  it.each([
    ['the merge', { ...own, mergeCommit: 'main' }],
    ['when it was merged', { ...own, mergedAt: '2026-11-22' }],
    ['the commits, because nobody could tell who wrote it', { ...own, commits: [] }],
  ])('is refused without %s', (_, value) => {
    expect(read(value)).toEqual({ data: undefined, codes: ['record/wrong-report'] });
  });

  it.each(['', '[', '{"a":', 'x'.repeat(100_000), '{"__proto__":{"mergeCommit":"x"}}', '[]', 'null'])(
    'is refused for a text that says nothing of it: %.20s',
    (text) => {
      expect(read(text).data).toBeUndefined();
    },
  );
});
