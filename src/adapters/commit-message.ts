import type { BranchCommit } from '../model/forge.ts';

/** Message of a proposal's commit. Its trailers say what it proposes, and which tree it has while nobody amends it. */
export const commitMessage = (
  { subject, body, planFp }: Pick<BranchCommit, 'subject' | 'body' | 'planFp'>,
  tree: string,
): string => `${subject}\n\n${body}\n\nPatchledger-Plan: ${planFp}\nPatchledger-Tree: ${tree}\n`;
