import type { CommandDefinition } from './command.ts';

/** Commands that bring data from outside into an estate. */
export const dataDefinitions: readonly CommandDefinition[] = [
  {
    name: 'feeds',
    args: [{ name: '<action>', summary: 'sync', choices: ['sync'] }],
    summary: 'bring the catalogue up to date with its sources',
    description:
      'feeds sync reads the sources that the Workspace lists (spec.catalog.sources), keeps what concerns components of\n' +
      'the estate, and says what is new, changed, withdrawn and gone. A source is taken over whole or not at all: when\n' +
      'anything of it fails, what the catalogue held stays, and the other sources go on. Commit what it writes.\n' +
      'Exit 0: every source was read. Exit 5: one failed. Exit 6, with --strict: a document was left out.',
    formats: ['text', 'json'],
    options: [
      { flags: '--source <name>', summary: 'only this source; may be repeated', repeats: true },
      { flags: '--all', summary: 'keep every document, not only those that concern the estate' },
      { flags: '--accept-shrink', summary: 'accept a source that holds less than half of what it held' },
      { flags: '--dry-run', summary: 'fetch, compare and say what would change; writes nothing' },
      { flags: '--yes', summary: 'accepted as by other writers; a sync never asks' },
    ],
    examples: [
      { line: 'patchledger feeds sync', does: 'every source' },
      { line: 'patchledger feeds sync --source cisa-kev --dry-run', does: 'what one source would change' },
      { line: 'patchledger feeds sync --json > sync.json', does: 'every id that is new, changed, withdrawn or gone' },
    ],
    load: () => import('./feeds.ts'),
  },
  {
    name: 'doctor',
    args: [],
    summary: 'what is fresh, stale, unwatched or missing, and what to do about each',
    description:
      'Examines what the decisions rest on: the age of every source and observation, ecosystems that no advisory watches,\n' +
      'facts that rules asked for and nobody knows, owners, windows and policies that are missing, the ledger, git and\n' +
      'Node. What hurts most comes first, each with the command or field that mends it. Asks no network unless --online.\n' +
      'Exit 0: whatever is found. Exit 6, with --strict: something is broken, unwatched or stale.',
    formats: ['text', 'json'],
    options: [{ flags: '--online', summary: 'also ask the forge what the token may do' }],
    examples: [
      { line: 'patchledger doctor', does: 'everything that wants doing, worst first' },
      { line: 'patchledger doctor --strict', does: 'the same as a gate' },
      { line: 'patchledger doctor --online', does: 'check the token, its scopes and the base branch, too' },
      { line: 'patchledger doctor --json > health.json', does: 'for dashboards' },
    ],
    load: () => import('./doctor.ts'),
  },
];
