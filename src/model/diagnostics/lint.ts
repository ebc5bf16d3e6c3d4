import type { DiagnosticText } from './text.ts';

/** Wording of the `lint/…` codes: what is legal and cannot be meant. None of them is an error. */
export const lintDiagnostics = {
  'lint/rule-never-fires': {
    severity: 'warning',
    summary: 'A rule that decides nothing, whatever a finding is.',
    message: 'rule {rule} of {policy} never decides: {why}',
    hint: 'move it above the rules that come first, or remove it',
  },
  'lint/table-gap': {
    severity: 'warning',
    summary: 'Findings of which nothing is asked: no rule matches, and there is no default.',
    message: 'policy {policy}{beside} asks nothing of {finding}',
    hint: 'add a rule for it, or a `default`',
  },
  'lint/table-too-large': {
    severity: 'info',
    summary: 'A decision table that tells too many combinations apart to be checked whole.',
    message: 'policy {policy}: {what} not checked, its rules tell too many combinations of facts apart',
    hint: 'split the policy by what it selects, or ask for fewer facts in one table',
  },
  'lint/asset-without-policy': {
    severity: 'warning',
    summary: 'Assets that no policy selects: nothing is ever required of them.',
    message: 'no policy selects {assets}',
    hint: 'widen the `selector` of a policy, or name the preset in `extends` of a policy of your own',
  },
  'lint/asset-without-window': {
    severity: 'warning',
    summary: 'Assets that no maintenance window serves: their work is late, or an emergency.',
    message: 'no maintenance window serves {assets}',
    hint: 'widen the `selector` of a window, or add one',
  },
  'lint/asset-without-owner': {
    severity: 'warning',
    summary: 'Assets that nobody owns.',
    message: 'nobody owns {assets}',
    hint: 'name a Team in `owner`, here or in the defaults of the inventory',
  },
  'lint/asset-without-ring': {
    severity: 'warning',
    summary: 'Assets that a Rollout selects and none of its rings does: they wait for nobody.',
    message: 'rollout {rollout} selects {assets}, and no ring of it does',
    hint: 'add a last ring without a selector, or narrow the selector of the rollout',
  },
  'lint/window-always-frozen': {
    severity: 'warning',
    summary: 'A window whose every place in the year ahead is frozen, for all that it serves.',
    message: 'window {window} serves nobody: {freezes} takes all of it for the next 400 days',
    hint: 'move the window or the freeze, or exempt a priority',
  },
  'lint/infeasible-promise': {
    severity: 'warning',
    summary: 'A time limit that windows, freezes, rings, tests and lead times make impossible.',
    message: '{rules} of {policy}: {within} cannot be kept for {assets}: {why}',
  },
  'lint/emergency-only': {
    severity: 'info',
    summary: 'A time limit of immediate work that only visits outside every window can meet.',
    message: '{rules} of {policy}: only emergency visits can keep {within} for {assets}: {why}',
    hint: 'practise the emergency path, or add a window that opens more often',
  },
  'lint/lead-time-too-long': {
    severity: 'warning',
    summary: 'Approval alone takes longer than the time limit.',
    message: 'policy {policy}: {lead} lead time of {priority} work is longer than {rules} allows ({within})',
    hint: 'shorten the lead time of this priority',
  },
  'lint/role-unheld': {
    severity: 'warning',
    summary: 'A role that must agree to work, and that nobody holds.',
    message: 'nobody holds the role {role} on {day}, so what needs it cannot be approved',
    hint: 'name a holder whose time has not ended, or a team',
  },
  'lint/roles-conflict': {
    severity: 'warning',
    summary: 'Two roles that must both agree and exclude each other are held by one person alone.',
    message: '{what} needs {first} and {second}, which exclude each other, and {person} alone holds both',
    hint: 'let a second person hold one of the roles',
  },
  'lint/requester-approves': {
    severity: 'warning',
    summary: 'An exception that only the person who asks for it could approve.',
    message: 'exception {exception} is asked for by {person}, the only holder of {role}, who would have to approve it',
    hint: 'let somebody else ask for it, or name a second holder',
  },
  'lint/exception-expiring': {
    severity: 'warning',
    summary: 'An exception that ends soon. What it covers is then required again.',
    message: 'exception {exception} ends {expires}, within {soon}',
    hint: 'patch, or propose a new exception before it ends',
  },
  'lint/mitigation-unnamed': {
    severity: 'warning',
    summary: 'An exception that calls a risk mitigated without saying by what.',
    message: 'exception {exception} is treated as mitigate and names no compensating control',
    hint: 'list what protects the assets in `compensatingControls`, or write `treatment: accept`',
  },
  'lint/stale-feed': {
    severity: 'warning',
    summary: 'A source of the catalogue that was fetched too long ago.',
    message: 'source {source} was fetched {fetched}, longer ago than {age}',
    hint: 'fetch it again, or give it a `maxAge` of its own in the Workspace',
  },
  'lint/feed-never-fetched': {
    severity: 'warning',
    summary: 'A source of the catalogue that was never fetched.',
    message: 'source {source} was never fetched, so nothing it says is known',
    hint: 'run patchledger feeds sync',
  },
  'lint/stale-asset': {
    severity: 'warning',
    summary: 'Assets that were last seen too long ago to prove anything, or that their source reports no more.',
    message: '{assets} {why}',
    hint: 'find out why it does not report, or retire it from the inventory',
  },
  'lint/never-observed': {
    severity: 'info',
    summary: 'Assets of which nobody knows what runs on them: never observed, and no components stated.',
    message: 'nothing is known of what runs on {assets}',
    hint: 'import what they carry into observed/, or list `components` in the inventory',
  },
  'lint/unsupported-software': {
    severity: 'warning',
    summary: 'An asset past its vendor support that no exception covers.',
    message: 'support of {asset} ended {ended}, and no exception in effect covers it',
    hint: 'replace it, or have the risk accepted by an exception with an expiry',
  },
  'lint/vague-wording': {
    severity: 'warning',
    summary: 'A word that nobody can test in a text that people are held to.',
    message: '"{word}" cannot be tested',
    hint: 'say how much, how often, by when or by whom',
  },
  'lint/mirror-differs': {
    severity: 'warning',
    summary: 'A staging asset whose software differs from that of the asset it stands for.',
    message: '{asset} mirrors {mirrored}, and differs: {differences}',
    hint: 'build it from the same image, or let another asset mirror it',
  },
} as const satisfies Record<`lint/${string}`, DiagnosticText>;
