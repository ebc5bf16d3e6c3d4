import type { Account, Hub, Permission, Token } from './state.ts';

/** A call as a handler sees it. */
export interface Call {
  readonly hub: Hub;
  readonly user: Account;
  readonly token: Token;
  /** Parts of the path by name, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One operation of the API. `{ref}` and `{path}` take slashes; clients may encode them. */
export interface Route {
  readonly method: string;
  readonly path: string;
  /** What a token needs to write; `undefined`: the call reads. */
  readonly writes?: Permission;
  /** Fields of the request's body; a field that is not listed is a mistake of the client. */
  readonly fields?: Readonly<Record<string, Field>>;
  readonly handle: (call: Call) => Answer;
}

/** A field of a request: its type, whether it must be there, and how long it may be. */
export interface Field {
  readonly type: 'string' | 'boolean' | 'strings' | 'objects' | 'object' | 'integer';
  readonly isRequired?: boolean;
  readonly most?: number;
}

/** A refusal in the words of GitHub. */
export const refusal = (status: number, message: string, errors?: readonly unknown[]): Answer => ({
  status,
  body: {
    message,
    documentation_url: 'https://docs.github.com/rest',
    status: String(status),
    ...(errors && { errors }),
  },
});

export const notFound = (): Answer => refusal(404, 'Not Found');

/** A 422 with a reason in its list, as most refusals of input have it. */
export const invalid = (resource: string, message: string): Answer =>
  refusal(422, 'Validation Failed', [{ resource, code: 'custom', message }]);

/** One page of a list, with the link to the next one where there is one (RFC 8288). */
export function pageOf<T>({ query, hub }: Call, path: string, items: readonly T[], show: (item: T) => unknown): Answer {
  const size = Math.min(Number(query.get('per_page') ?? 30), 100);
  const page = Number(query.get('page') ?? 1);
  const shown = items.slice((page - 1) * size, page * size);
  const next = new URLSearchParams(query);
  next.set('page', String(page + 1));
  const more = page * size < items.length;
  return {
    status: 200,
    body: shown.map(show),
    ...(more && { headers: { link: `<${hub.apiUrl}${path}?${next}>; rel="next"` } }),
  };
}

/** Wrong, missing, unknown or too long fields of a request's body. */
export function fieldProblems(fields: Readonly<Record<string, Field>>, body: Call['body']): readonly string[] {
  const unknown = Object.keys(body).filter((name) => !(name in fields));
  const wrong = Object.entries(fields).flatMap(([name, field]) => {
    const value = body[name];
    if (value === undefined) return field.isRequired === true ? [`${name} is missing`] : [];
    if (!isOfType(value, field.type)) return [`${name} is no ${field.type}`];
    return isTooLong(value, field.most) ? [`${name} is too long (maximum is ${field.most} characters)`] : [];
  });
  return [...unknown.map((name) => `${name} is unknown`), ...wrong];
}

const isTooLong = (value: unknown, most: number | undefined): boolean =>
  most !== undefined && (typeof value === 'string' || Array.isArray(value)) && value.length > most;

function isOfType(value: unknown, type: Field['type']): boolean {
  const every = (test: (one: unknown) => boolean): boolean => Array.isArray(value) && value.every(test);
  const isObject = (one: unknown): boolean => typeof one === 'object' && one !== null && !Array.isArray(one);
  switch (type) {
    case 'string':
    case 'boolean':
      return typeof value === type;
    case 'integer':
      return Number.isInteger(value);
    case 'strings':
      return every((one) => typeof one === 'string');
    case 'objects':
      return every(isObject);
    case 'object':
      return isObject(value);
  }
}
