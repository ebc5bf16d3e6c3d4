import { notFound, type Route, refusal } from '../route.ts';
import type { Hub } from '../state.ts';

const R = '/repos/{owner}/{repo}';

/** What administrators set for the base branch. */
export interface FakeSettings {
  /** Rules of the one ruleset, beside those that ask for checks. */
  rules: readonly object[];
  ruleset: { readonly id: number; readonly name: string; readonly bypass_actors?: readonly object[] } | undefined;
  /** It was deleted between two calls. */
  isRulesetGone: boolean;
  protection: object | undefined;
  codeownerErrors: readonly object[] | undefined;
  /** The token is no administrator's: what only they may see is refused. */
  isHidden: boolean;
}

const settings = new WeakMap<Hub, FakeSettings>();

/** The settings of a repository; a new one has none. */
export function settingsOf(hub: Hub): FakeSettings {
  const known = settings.get(hub) ?? {
    ...{
      rules: [],
      ruleset: undefined,
      isRulesetGone: false,
      protection: undefined,
      codeownerErrors: [],
      isHidden: false,
    },
  };
  settings.set(hub, known);
  return known;
}

/** What guards a branch, as administrators see it. */
export const settingRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: `${R}/rulesets/{ruleset_id}`,
    handle: ({ hub, params }) => {
      const { ruleset, isHidden, isRulesetGone } = settingsOf(hub);
      if (ruleset === undefined || isRulesetGone || String(ruleset.id) !== params['ruleset_id']) return notFound();
      const { bypass_actors: actors, ...shown } = ruleset;
      const body = { ...shown, source: `${hub.owner}/${hub.repo}`, enforcement: 'active' };
      return { status: 200, body: isHidden ? body : { ...body, bypass_actors: actors ?? [] } };
    },
  },
  {
    method: 'GET',
    path: `${R}/branches/{branch}/protection`,
    handle: ({ hub }) => {
      const { protection, isHidden } = settingsOf(hub);
      if (isHidden) return refusal(403, 'Resource not accessible by integration');
      return protection === undefined ? refusal(404, 'Branch not protected') : { status: 200, body: protection };
    },
  },
  {
    method: 'GET',
    path: `${R}/codeowners/errors`,
    handle: ({ hub }) => {
      const { codeownerErrors } = settingsOf(hub);
      return codeownerErrors === undefined ? notFound() : { status: 200, body: { errors: codeownerErrors } };
    },
  },
];
