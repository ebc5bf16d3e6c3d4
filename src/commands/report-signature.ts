import { join, resolve } from 'node:path';
import { type SignatureVerdict, signatureOf, signFile, verifySignature } from '../adapters/ssh-signature.ts';
import { manifestPath } from '../core/report/manifest.ts';
import { safeText } from '../render/text-table.ts';
import type { CommandOptions } from './command.ts';
import { CommandError } from './exit.ts';

/** Path of the signature inside a pack. */
export const signaturePath: string = signatureOf(manifestPath);

/** Signs the manifest, which holds the digest of every other file, where `--sign` names a key. */
export function signReport(folder: string, { sign: key }: CommandOptions): void {
  if (typeof key !== 'string') return;
  const problem = signFile(join(folder, manifestPath), resolve(key));
  if (problem === undefined) return;
  throw new CommandError(`the report is written, and not signed: ${safeText(problem)}`, {
    hint: 'name the private key of an SSH key pair with --sign',
  });
}

/** Checks the signature of a pack; `undefined`: it has none. */
export function checkSignature(folder: string, root: string, options: CommandOptions): SignatureVerdict | undefined {
  const named = options['allowedSigners'];
  return verifySignature(
    join(folder, manifestPath),
    typeof named === 'string' ? resolve(named) : join(root, 'allowed_signers'),
  );
}

/** What came of it, in a line. */
export function signatureText(verdict: SignatureVerdict): string {
  if (verdict.status === 'good') return `signed by ${safeText(verdict.signer)}\n`;
  const what = verdict.status === 'bad' ? 'the signature is bad' : 'the signature was not checked';
  return `${what}: ${safeText(verdict.reason)}\n`;
}
