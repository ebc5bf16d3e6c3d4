import type { CommandDefinition } from './command.ts';

/** Puts work up for approval. */
export const proposeDefinition: CommandDefinition = {
  name: 'propose',
  args: [],
  summary: 'put the visits of the coming days up for approval',
  description:
    'Keeps one pull request for each owning team, set of approvers and lane, with the visits that start within the\n' +
    'horizon. On GitHub it needs a token in PATCHLEDGER_TOKEN or GITHUB_TOKEN; on the local forge neither token nor\n' +
    'network: branches, and texts beside the repository. What people change or decline is left to them.\n' +
    'A run that changes nothing writes nothing. Exit 5: the forge refused something; everything else was done.',
  formats: ['text', 'json'],
  options: [
    { flags: '--dry-run', summary: 'say what would be written; writes nothing' },
    { flags: '--yes', summary: 'do not ask (needed off a terminal)' },
    { flags: '--decline <change>', summary: 'on the local forge: say no to a Change, by its name or branch' },
    { flags: '--by <person>', summary: 'whose no it is, by the id that a Team lists' },
    { flags: '--reason <text>', summary: 'why it is declined' },
  ],
  examples: [
    { line: 'patchledger propose --dry-run', does: 'what would be proposed' },
    { line: 'patchledger propose --yes', does: 'write branches and pull requests' },
    {
      line: "patchledger propose --decline data-routine-3caabb6d-1 --by p-imke --reason 'not before the audit' --yes",
      does: 'record a no where there is nothing to close',
    },
  ],
  load: () => import('./propose.ts'),
};
