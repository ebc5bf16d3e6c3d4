/** What the environment tells of a forge. */
export interface ForgeEnvironment {
  readonly token: string | undefined;
  readonly apiUrl: string;
  /** Repository that a workflow runs in, as `owner/name`. */
  readonly repository: string | undefined;
}

/** Variables that may hold the token, the first that is set speaks. */
const tokenVariables = ['PATCHLEDGER_TOKEN', 'GITHUB_TOKEN', 'GH_TOKEN'] as const;
const mask = '***';
/** A shorter text stands in too many others to be taken out of them. */
const shortestSecret = 8;

/** Reads what the environment tells of the forge. The token is handed on and never printed. */
export function forgeEnvironment(env: Readonly<Record<string, string | undefined>> = process.env): ForgeEnvironment {
  const stated = (name: string): string | undefined => env[name]?.trim() || undefined;
  return {
    token: tokenVariables.map(stated).find((token) => token !== undefined),
    apiUrl: stated('GITHUB_API_URL') ?? 'https://api.github.com',
    repository: stated('GITHUB_REPOSITORY'),
  };
}

const secretsOf = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  tokenVariables.flatMap((name) => {
    const value = env[name]?.trim() ?? '';
    return value.length >= shortestSecret ? [value] : [];
  });

/** Takes secrets out of texts, in every form in which they may stand there. */
export function redactor(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap(formsOf))].sort((left, right) => right.length - left.length);
  if (forms.length === 0) return (text) => text;
  const pattern = new RegExp(forms.map((form) => form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g');
  return (text) => text.replace(pattern, mask);
}

/** Takes the secrets of this run's environment out of a text. */
export const redact: (text: string) => string = redactor(secretsOf(process.env));

/** Credentials in an address are secret wherever they come from. */
export const withoutCredentials = (text: string): string => redact(text.replace(/(\w:\/\/)[^/@\s]+@/g, `$1${mask}@`));

/** An error whose message and stack may be shown. */
export function withoutSecrets(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  error.message = withoutCredentials(error.message);
  if (error.stack !== undefined) error.stack = withoutCredentials(error.stack);
  return error;
}

/** A secret as it is, escaped for addresses and JSON, and as it looks inside a text in base64 at each of three offsets. */
function formsOf(secret: string): readonly string[] {
  const encoded = [encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)];
  const base64 = [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.concat([Buffer.alloc(offset), Buffer.from(secret)]);
    const whole = bytes.toString('base64');
    const inner = whole.slice(offset === 0 ? 0 : 4, bytes.length % 3 === 0 ? undefined : -4);
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
  });
  return [secret, ...encoded, ...base64.filter((form) => form.length >= shortestSecret)];
}
