import { type Answer, type Call, type Route, refusal } from '../route.ts';
import { isPull } from '../shapes.ts';

/** What the REST API has no counterpart for: two mutations, and the merge queue. */
export const graphqlRoute: Route = {
  method: 'POST',
  path: '/graphql',
  writes: 'pull_requests',
  fields: { query: { type: 'string', isRequired: true }, variables: { type: 'object' } },
  handle: answer,
};

function answer(call: Call): Answer {
  return /\bmergeQueue\b/.test(String(call.body['query'])) ? showQueue(call) : setDraft(call);
}

function showQueue({ hub: { queue } }: Call): Answer {
  if (queue === undefined) {
    const message = "Field 'mergeQueue' doesn't exist on type 'Repository'";
    return { status: 200, body: { errors: [{ type: 'undefinedField', message }] } };
  }
  const nodes = queue.map((number) => ({ pullRequest: { number } }));
  return {
    status: 200,
    body: { data: { repository: { mergeQueue: nodes.length === 0 ? null : { entries: { nodes } } } } },
  };
}

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
