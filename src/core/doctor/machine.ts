import type { ForgeHealth, HealthFinding, MachineHealth } from '../../model/health.ts';

/** What the program needs; the same as its package says. */
const oldestNode = [20, 19] as const;
const oldestGit = [2, 38] as const;

/** Tools, repository and forge, as far as they hinder. */
export function examineMachine({ node, git, repository, forge }: MachineHealth): readonly HealthFinding[] {
  return [...toolFindings(node, git), ...repositoryFindings(repository), ...forgeFindings(forge)];
}

const broken = (code: string, text: string, remedy: string): HealthFinding => ({
  ...{ hurt: 'broken', code, text, weight: 0, remedy },
});

function toolFindings(node: string, git: string | undefined): readonly HealthFinding[] {
  const wantsNode = oldestNode.join('.');
  const wantsGit = oldestGit.join('.');
  return [
    ...(isOlder(node, oldestNode)
      ? [broken('node-old', `Node ${node} is older than ${wantsNode}`, `install Node ${wantsNode} or newer`)]
      : []),
    ...(git !== undefined && isOlder(git, oldestGit)
      ? [broken('git-old', `git ${git} is older than ${wantsGit}`, `install git ${wantsGit} or newer`)]
      : []),
  ];
}

function isOlder(version: string, [major, minor]: readonly [number, number]): boolean {
  const [, first, second] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  if (first === undefined || second === undefined) return false;
  return Number(first) < major || (Number(first) === major && Number(second) < minor);
}

function repositoryFindings({ kind, reason, isShallow }: MachineHealth['repository']): readonly HealthFinding[] {
  switch (kind) {
    case 'git-missing':
      return [broken('git-missing', 'git cannot be run', `install git ${oldestGit.join('.')} or newer`)];
    case 'refused':
      return [
        broken(
          'git-refused',
          `git refuses this folder: ${reason ?? 'it does not say why'}`,
          'do what git says, and run again',
        ),
      ];
    case 'not-a-repository':
      return [gap('no-repository', 'this folder is no Git repository: nothing is approved or kept', gitInit)];
    case 'no-commit':
      return [gap('no-commit', 'nothing is committed yet', 'git add . && git commit -m "chore: start the estate"')];
    case 'commit':
      return isShallow
        ? [
            gap(
              'shallow-clone',
              'the clone is shallow: since when policies are as they are cannot be known',
              'git fetch --unshallow; with actions/checkout, set fetch-depth: 0',
            ),
          ]
        : [];
  }
}

const gitInit = 'git init -b main && git add . && git commit -m "chore: start the estate"';

const gap = (code: string, text: string, remedy: string): HealthFinding => ({
  ...{ hurt: 'gap', code, text, weight: 0, remedy },
});

function forgeFindings({ kind, repository, baseBranch, hasToken, access }: ForgeHealth): readonly HealthFinding[] {
  if (kind === 'local') return [];
  if (repository === undefined) {
    return [
      gap(
        'forge-unnamed',
        'the Workspace does not say which repository on GitHub it is',
        'set spec.forge.repository of patchledger.yaml to owner/name',
      ),
    ];
  }
  if (!hasToken) {
    return [
      gap('token-absent', 'there is no token for GitHub', 'set PATCHLEDGER_TOKEN or GITHUB_TOKEN in the environment'),
    ];
  }
  if (access === undefined) return [];
  if (access.kind === 'refused') return [broken('forge-refused', access.reason, access.remedy)];
  const { scopes, mayPush, isArchived, hasBaseBranch } = access;
  const lacksScope = scopes !== undefined && !scopes.some((scope) => scope === 'repo' || scope === 'public_repo');
  return [
    ...(isArchived
      ? [
          broken(
            'forge-archived',
            `${repository} is archived: nothing can be proposed or recorded there`,
            'unarchive it, or set spec.forge.repository of patchledger.yaml to another one',
          ),
        ]
      : []),
    ...(hasBaseBranch
      ? []
      : [
          broken(
            'base-branch-absent',
            `${repository} has no branch ${baseBranch}`,
            'set spec.forge.baseBranch of patchledger.yaml',
          ),
        ]),
    ...(lacksScope || mayPush === false
      ? [
          broken(
            'token-weak',
            `the token may not write to ${repository}`,
            'give it write access to contents, pull requests, issues and statuses; a classic token the scope repo',
          ),
        ]
      : []),
  ];
}
