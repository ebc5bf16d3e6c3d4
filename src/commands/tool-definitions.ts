import { kinds } from '../model/kinds.ts';
import type { CommandDefinition } from './command.ts';

/** Commands that ask the program itself and no estate; help shows them last. */
export const toolDefinitions: readonly CommandDefinition[] = [
  {
    name: 'compare-versions',
    args: [
      { name: '<ecosystem>', summary: 'an ecosystem such as Debian:12, AlmaLinux:9, npm, or a generic scheme' },
      { name: '[left]', summary: 'a version' },
      { name: '[right]', summary: 'a version' },
    ],
    summary: 'how an ecosystem orders two versions',
    description:
      'Prints <, =, > or ? (cannot be ordered). Without versions it reads tab-separated pairs from standard input,\n' +
      'one a line, and answers a line each.',
    options: [],
    examples: [
      { line: 'patchledger compare-versions Debian:12 1.0~rc1 1.0', does: 'prints <' },
      { line: 'patchledger compare-versions AlmaLinux:9 < pairs.tsv', does: 'one answer a line' },
    ],
    load: () => import('./compare-versions.ts'),
  },
  {
    name: 'schema',
    args: [
      {
        name: '[kind]',
        summary: 'a kind such as PatchPolicy; without it, the list of kinds',
        choices: kinds.map(({ kind }) => kind),
      },
    ],
    summary: 'the JSON Schema of a kind, for editors',
    description: 'Prints the JSON Schema (draft 2020-12) that files of a kind must satisfy.',
    options: [{ flags: '--out <folder>', summary: 'write all schemas into a folder, for the editor modeline' }],
    examples: [
      { line: 'patchledger schema', does: 'all kinds, with their folders' },
      { line: 'patchledger schema PatchPolicy', does: 'one schema' },
    ],
    load: () => import('./schema.ts'),
  },
  {
    name: 'demo',
    args: [],
    summary: 'the starter estate end to end, in a temporary folder',
    description:
      'Lays the starter into a fresh Git repository in a temporary folder, validates it, prints the plan,\n' +
      'proposes one change on a local branch, renders the first report, and says where everything lies.\n' +
      'The clock is pinned, so that every run shows the same.',
    options: [{ flags: '--into <folder>', summary: 'use this folder (must not exist) in place of a temporary one' }],
    examples: [{ line: 'patchledger demo', does: 'a minute with the tool' }],
    load: () => import('./demo.ts'),
  },
];
