import type { DeploymentResult, ReportedRow } from '../../model/record-report.ts';

const results: ReadonlyMap<string, DeploymentResult> = new Map(
  Object.entries({
    succeeded: 'succeeded success successful ok changed done completed passed',
    'succeeded-with-issues': 'succeededwithissues successwithissues partial warning',
    failed: 'failed failure error unreachable timedout aborted',
    'rolled-back': 'rolledback rollback reverted',
    skipped: 'skipped notrun cancelled canceled',
  }).flatMap(([result, words]) => words.split(' ').map((word) => [word, result as DeploymentResult] as const)),
);

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z]/g, '');

/** How work ended, in the words that people and tools use; `undefined` for a word that means nothing for sure. */
export const resultWord = (text: string): DeploymentResult | undefined => results.get(plain(text));

/** The state of a reboot. */
export function rebootWord(text: string): ReportedRow['reboot'] {
  const word = plain(text);
  if (/^(?:notneeded|notrequired|none|no|false)$/.test(word)) return 'not-needed';
  if (/^(?:done|rebooted|completed)$/.test(word)) return 'done';
  return /^(?:pending|required|needed|yes|true)$/.test(word) ? 'pending' : undefined;
}

/** A yes or no. */
export function booleanWord(text: string): boolean | undefined {
  const word = text.toLowerCase();
  if (/^(?:yes|y|true|1|ok)$/.test(word)) return true;
  return /^(?:no|n|false|0)$/.test(word) ? false : undefined;
}
