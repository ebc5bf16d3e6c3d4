import { type Call, notFound, pageOf, type Route } from '../route.ts';
import { settingRoutes, settingsOf } from './settings.ts';

const R = '/repos/{owner}/{repo}';

/** What rules ask for on a branch, and who belongs to teams. Tokens of apps may see an organisation only where it says so. */
export const ruleRoutes: readonly Route[] = [
  ...settingRoutes,
  {
    method: 'GET',
    path: `${R}/branches/{branch}`,
    handle: ({ hub, params }) => {
      const name = params['branch'] ?? '';
      const sha = hub.store.resolve(`refs/heads/${name}`);
      if (sha === undefined) return notFound();
      const contexts = hub.rules.protection;
      const checks = contexts.map((context) => ({ context, app_id: null }));
      const status = { enforcement_level: 'non_admins', contexts, checks };
      const isProtected = contexts.length > 0;
      const protection = { enabled: isProtected, ...(isProtected && { required_status_checks: status }) };
      return { status: 200, body: { name, commit: { sha }, protected: isProtected, protection } };
    },
  },
  {
    method: 'GET',
    path: `${R}/rules/branches/{branch}`,
    handle: (call) => {
      const { ruleset } = call.hub.rules;
      if (ruleset === undefined) return notFound();
      const parameters = { required_status_checks: ruleset.map((context) => ({ context })) };
      const { rules: others, ruleset: whole } = settingsOf(call.hub);
      const from = whole === undefined ? {} : { ruleset_id: whole.id, ruleset_source_type: 'Repository' };
      const rules = [{ type: 'deletion' }, { type: 'required_status_checks', parameters }, ...others].map((rule) => {
        return { ...rule, ...from };
      });
      return pageOf(call, pathOf(call, 'rules/branches'), rules, (rule) => rule);
    },
  },
  {
    method: 'GET',
    path: '/orgs/{org}/teams/{team_slug}/members',
    handle: (call) => {
      const { org, team_slug: slug } = call.params;
      const path = `/orgs/${org}/teams/${slug}/members`;
      const members = call.hub.members.get(`${org}/${slug}`);
      return members === undefined ? notFound() : pageOf(call, path, members, (login) => ({ login, type: 'User' }));
    },
  },
];

const pathOf = ({ hub, params }: Call, what: string): string =>
  `/repos/${hub.owner}/${hub.repo}/${what}/${params['branch']}`;
