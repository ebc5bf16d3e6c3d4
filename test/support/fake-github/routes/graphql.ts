import { type Answer, type Call, type Route, refusal } from '../route.ts';
import { isPull } from '../shapes.ts';

/** The two mutations that the REST API has no counterpart for. */
export const graphqlRoute: Route = {
  method: 'POST',
  path: '/graphql',
  writes: 'pull_requests',
  fields: { query: { type: 'string', isRequired: true }, variables: { type: 'object' } },
  handle: setDraft,
};

function setDraft({ hub, body }: Call): Answer {
  const query = String(body['query']);
  const name = /\b(markPullRequestReadyForReview|convertPullRequestToDraft)\b/.exec(query)?.[1];
  if (name === undefined) return refusal(400, 'the fake knows no such query');
  const { id } = (body['variables'] ?? {}) as { readonly id?: string };
  const issue = [...hub.issues.values()].find(({ number }) => `PR_${number}` === id);
  if (issue === undefined || !isPull(issue)) {
    return {
      status: 200,
      body: { errors: [{ type: 'NOT_FOUND', message: `Could not resolve to a node with ${id}` }] },
    };
  }
  issue.pull.isDraft = name === 'convertPullRequestToDraft';
  return { status: 200, body: { data: { [name]: { clientMutationId: null } } } };
}
