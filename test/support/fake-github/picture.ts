import { readMarkerLine } from '../../../src/core/change/marker.ts';
import type { FakeGithub } from './fake-github.ts';
import { isPull } from './shapes.ts';
import type { Issue } from './state.ts';

/**
 * Everything that people and programs see, in a form in which two histories compare: commits by their trees, numbers by
 * the branches they stand for. Instants and ids differ from run to run and are left out; so are doubles that the program
 * closed again.
 */
export function pictureOf(github: FakeGithub): object {
  const { hub } = github;
  const branchOf = (number: number): string => hub.issues.get(number)?.pull?.branch ?? 'the dashboard';
  const named = (text: string): string => text.replace(/(?<=#|\/pull\/)\d+\b/g, (number) => branchOf(Number(number)));
  const issues = [...hub.issues.values()];
  const pulls = issues.filter(isPull).map((issue) => ({
    branch: issue.pull.branch,
    tree: hub.store.commit(issue.pull.headSha).tree,
    ...{ state: issue.state, title: issue.title, isDraft: issue.pull.isDraft, base: issue.pull.base },
    body: bodyOf(named(issue.body ?? '')),
    people: [issue.labels, issue.assignees.map(({ login }) => login), issue.pull.reviewers.map(({ login }) => login)],
    comments: commentsOf(github, issue).map(named),
    status: lastStatus(github, issue.pull.headSha),
  }));
  return {
    branches: hub.store.refs('refs/heads/').map(({ ref, sha }) => `${ref} ${hub.store.commit(sha).tree}`),
    pulls: pulls.sort((left, right) => (left.branch < right.branch ? -1 : 1)),
    dashboards: issues
      .filter(({ pull, state }) => pull === undefined && state === 'open')
      .map(({ title, body, labels }) => ({ title, labels, body: named(body ?? '') })),
  };
}

/** The marker's commit has another id in every history. */
function bodyOf(body: string): unknown {
  const lines = body.split('\n');
  return lines.map((line) => {
    const marker = readMarkerLine(line);
    return marker === undefined ? line : { ...marker, head: marker.head === '' ? '' : 'a commit' };
  });
}

const commentsOf = ({ hub }: FakeGithub, { number }: Issue): readonly string[] =>
  [...hub.comments.values()].filter(({ issue }) => issue === number).map(({ body }) => body);

const lastStatus = ({ hub }: FakeGithub, sha: string): string | undefined => {
  const last = hub.statuses.findLast((status) => status.sha === sha);
  return last && `${last.context} ${last.state} ${last.description}`;
};
