import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';

/** What a signature says it is for, so that none made for something else counts (`ssh-keygen -Y`, "namespace"). */
const namespace = 'patchledger-report';

/** What came of a signature: who made it, or why it proves nothing. */
export type SignatureVerdict =
  | { readonly status: 'good'; readonly signer: string }
  | { readonly status: 'bad' | 'not checked'; readonly reason: string };

/** Where the signature of a file lies. */
export const signatureOf = (file: string): string => `${file}.sig`;

/** Signs a file with a key that `ssh-keygen` reads; answers why it did not, or `undefined`. The key is never read here. */
export function signFile(file: string, key: string): string | undefined {
  if (!existsSync(key)) return `there is no key ${key}`;
  rmSync(signatureOf(file), { force: true });
  const { status, reason } = run(['-Y', 'sign', '-q', '-f', key, '-n', namespace, file], 'inherit');
  return status === 0 && existsSync(signatureOf(file)) ? undefined : reason;
}

/** Holds the signature of a file against those who may sign (`allowed_signers` of ssh-keygen); `undefined`: it has none. */
export function verifySignature(file: string, allowedSigners: string): SignatureVerdict | undefined {
  if (!existsSync(signatureOf(file))) return undefined;
  if (!existsSync(allowedSigners)) return { status: 'not checked', reason: `there is no ${allowedSigners}` };
  const signature = ['-s', signatureOf(file), '-f', allowedSigners];
  const found = run(['-Y', 'find-principals', ...signature]);
  if (found.isMissing) return { status: 'not checked', reason: found.reason };
  const signer = found.out.split('\n', 1)[0]?.trim() ?? '';
  if (found.status !== 0 || signer === '') return { status: 'bad', reason: 'it is of nobody who may sign' };
  const verified = run(['-Y', 'verify', ...signature, '-I', signer, '-n', namespace], readFileSync(file));
  return verified.status === 0 ? { status: 'good', signer } : { status: 'bad', reason: verified.reason };
}

function run(args: readonly string[], input: Buffer | 'inherit' = Buffer.alloc(0)) {
  const result = spawnSync('ssh-keygen', args, {
    ...(input === 'inherit' ? { stdio: ['inherit', 'pipe', 'pipe'] as const } : { input }),
    encoding: 'utf8',
  });
  const isMissing = result.error !== undefined;
  const words = `${result.stderr ?? ''}${result.stdout ?? ''}`.trim().split('\n').at(-1);
  return {
    status: result.status,
    out: result.stdout ?? '',
    isMissing,
    reason: isMissing ? 'ssh-keygen cannot be run; install OpenSSH 8.1 or newer' : words || 'ssh-keygen refused',
  };
}
