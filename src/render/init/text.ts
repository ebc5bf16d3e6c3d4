import type { Paint } from '../../model/paint.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { count } from '../words.ts';

/** A command to type next, and what it does. */
export interface NextCommand {
  readonly command: string;
  readonly does: string;
}

/** What `init` did, as it is told. */
export interface InitView {
  /** The folder as one would type it. */
  readonly folder: string;
  readonly paths: readonly string[];
  /** Files that were there already and stay as they are. */
  readonly kept: readonly string[];
  readonly hosts: number | undefined;
  /** The commit that holds the estate; `undefined` when it only lies in the folder. */
  readonly commit:
    | {
        readonly id: string;
        readonly branch: string;
        readonly isNameless: boolean;
        readonly isOwnBranch: boolean;
        readonly wasThere: boolean;
      }
    | undefined;
  readonly next: readonly NextCommand[];
  /** Lines of advice below the commands. */
  readonly advice: readonly string[];
}

/** What the folders of an estate hold. */
const folderWords: Readonly<Record<string, string>> = {
  policies: 'what must be patched by when; presets/ are pinned copies',
  inventory: 'assets and clusters: who they are, who owns them, what they mean',
  schedules: 'maintenance windows, freezes, rollouts, recurring duties',
  exceptions: 'accepted risks with an expiry, and assessments',
  directory: 'teams and roles',
  changes: 'what was proposed and approved',
  observed: 'what machines report: packages, last seen, reboots',
  catalog: 'advisories, patches, exploited vulnerabilities',
  records: 'evidence, append-only',
  '.github': 'workflows of GitHub, and whom it asks to approve',
  '.patchledger': 'JSON schemas for your editor',
};

/** Tells what was written in a few lines, and the commands to go on with. */
export function renderInit(view: InitView, paint: Paint): string {
  const parts = [
    paint.bold(headline(view)),
    ...alignColumns(treeRows(view.paths)),
    ...(view.commit?.isNameless
      ? ['Git knows no name of yours here, so the commit is by Patchledger <patchledger@localhost>.']
      : []),
    ...(view.kept.length === 0 ? [] : [`Left as they are: ${view.kept.map(safeText).join(', ')}`]),
    '',
    paint.bold('Next'),
    ...view.next.flatMap((step) => nextLines(step, paint)),
    ...(view.advice.length === 0 ? [] : ['', ...view.advice]),
  ];
  return `${parts.join('\n')}\n`;
}

/** A command on a line of its own, whole, so that it can be copied; what it does below it. */
export const nextLines = ({ command, does }: NextCommand, paint: Paint): readonly string[] => [
  `  ${command}`,
  paint.dim(`      ${does}`),
];

function headline({ folder, paths, commit, hosts }: InitView): string {
  const what =
    hosts === undefined
      ? count(paths.length, 'file')
      : `${count(paths.length, 'file')}, ${count(hosts, 'host')} of yours`;
  const where = safeText(folder === '.' ? 'this folder' : folder);
  if (commit === undefined) return `Estate written to ${where}: ${what}, not committed yet`;
  const id = commit.id.slice(0, 8);
  if (!commit.isOwnBranch)
    return `Estate written to ${where}: ${what}, committed as ${id} on ${safeText(commit.branch)}`;
  return commit.wasThere
    ? `The estate is on branch ${safeText(commit.branch)} already (${id}); nothing was written`
    : `Estate put onto branch ${safeText(commit.branch)} (${id}): ${what}; your work tree is untouched`;
}

function treeRows(paths: readonly string[]): readonly (readonly string[])[] {
  const tops = new Map<string, number>();
  for (const path of paths) {
    const [top = '', ...rest] = path.split('/');
    const key = rest.length === 0 ? top : `${top}/`;
    tops.set(key, (tops.get(key) ?? 0) + 1);
  }
  return [...tops].map(([top, files]) => {
    const isFolder = top.endsWith('/');
    return [`  ${top}`, isFolder ? count(files, 'file') : '', folderWords[top.slice(0, -1)] ?? fileWords[top] ?? ''];
  });
}

const fileWords: Readonly<Record<string, string>> = {
  'patchledger.yaml': 'the Workspace: time zone, forge, horizon',
  'README.md': 'what is where, and why',
  '.gitignore': 'rendered documents are not committed',
  'collect-packages.sh': 'reads package lists of your hosts over ssh',
};
