import type { MadeCommit } from '../adapters/estate-writer.ts';
import { programName, shellWord, shownPath } from '../adapters/program.ts';
import type { EstateTarget } from '../model/estate-target.ts';
import type { DraftAsset } from '../model/feed.ts';
import type { InitView, NextCommand } from '../render/init/text.ts';
import { starterSettings } from './new-estate.ts';

/** What the next steps depend on. */
export interface InitOutcome {
  /** As one would type it. */
  readonly folder: string;
  readonly template: 'starter' | 'minimal';
  readonly commit: (MadeCommit & { readonly isOwnBranch: boolean }) | undefined;
  readonly target: EstateTarget;
  readonly hosts: readonly DraftAsset[];
  /** Whether it is known what is installed on them. */
  readonly hasSoftware: boolean;
}

/** The commands to go on with, each ready to be pasted, and how packages and advisories come in. */
export function nextSteps(outcome: InitOutcome): Pick<InitView, 'next' | 'advice'> {
  const { template, commit } = outcome;
  if (commit?.isOwnBranch === true) return { next: branchCommands(outcome, commit.branch), advice: [] };
  return template === 'starter'
    ? {
        next: starterCommands(outcome),
        advice: ['The starter is a snapshot: --as-of shows it at the moment its lists and advisories were taken.'],
      }
    : { next: minimalCommands(outcome), advice: minimalAdvice(outcome) };
}

const atFolder = (folder: string): string => (folder === '.' ? '' : ` -C ${shellWord(folder)}`);

function starterCommands({ folder }: InitOutcome): readonly NextCommand[] {
  const { asOfText, explain } = starterSettings();
  const [program, at, moment] = [programName(), atFolder(folder), `--as-of ${asOfText}`];
  return [
    { command: `${program} plan${at} ${moment}`, does: 'what is required, by when and why' },
    {
      command: `${program} explain ${explain.map(shellWord).join(' ')}${at} ${moment}`,
      does: 'one of its lines, derived',
    },
    { command: `${program} propose${at} ${moment} --dry-run`, does: 'what would be put up for approval' },
  ];
}

function minimalCommands({ folder, hosts, hasSoftware }: InitOutcome): readonly NextCommand[] {
  const [program, at] = [programName(), atFolder(folder)];
  const script = folder === '.' ? 'collect-packages.sh' : `${folder}/collect-packages.sh`;
  const names =
    hosts
      .slice(0, 3)
      .map(({ name }) => name)
      .join(' ') || 'web-1';
  const collect = [
    { command: `sh ${shellWord(script)} ${names}${hosts.length > 3 ? ' …' : ''}`, does: 'package lists, over ssh' },
  ];
  return [
    ...(hasSoftware ? [] : collect),
    { command: `${program} validate${at}`, does: 'every file, every line' },
    { command: `${program} plan${at}`, does: 'what is required, and what nobody watches yet' },
  ];
}

function minimalAdvice({ folder, hosts, hasSoftware }: InitOutcome): readonly string[] {
  const name = hosts[0]?.name ?? 'web-1';
  const catalog = folder === '.' ? 'catalog' : `${folder}/catalog`;
  return [
    ...(hosts.length > 0
      ? []
      : ['Your hosts go into inventory/hosts.yaml; a CSV or an Ansible inventory is read with --from.']),
    ...(hasSoftware
      ? [`What is installed came with the file; newer ones: ${programName()} import auto <file>`]
      : [`Without ssh: observed/README.md shows the two lines that a list of ${name} needs.`]),
    'Advisories are OSV documents below catalog/; for the distribution or ecosystem of your hosts, such as AlmaLinux:',
    '  curl -fsSLO https://storage.googleapis.com/osv-vulnerabilities/AlmaLinux/all.zip',
    `  mkdir -p ${shellWord(catalog)} && unzip -q all.zip -d ${shellWord(`${catalog}/almalinux`)}`,
  ];
}

function branchCommands({ folder, target }: InitOutcome, branch: string): readonly NextCommand[] {
  const at = atFolder(shownPath(target.anchor));
  const name = shellWord(branch);
  return [
    { command: `git${at} diff --stat HEAD...${name}`, does: 'look at it' },
    { command: `git${at} merge ${name}`, does: 'take it; or push it and open a pull request' },
    { command: `${programName()} validate${atFolder(folder)}`, does: 'once it is merged' },
  ];
}
