import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forgeEnvironment, redactor, withoutCredentials } from '../../src/adapters/secrets.ts';

const secret = fc.stringMatching(/^[A-Za-z0-9_+/=-]{12,80}$/);
const words = fc.string({ maxLength: 12 });

describe('a secret', () => {
  it('stands in no text any more, whatever is around it', () => {
    fc.assert(
      fc.property(secret, words, words, (token, before, behind) => {
        const clean = redactor([token]);

        expect(clean(`${before}${token}${behind}`)).not.toContain(token);
        expect(clean(`${before}${encodeURIComponent(token)}${behind}`)).not.toContain(encodeURIComponent(token));
      }),
    );
  });

  it('stands in no Base64 any more, alone or with a user name before it, in either alphabet', () => {
    fc.assert(
      fc.property(secret, fc.constantFrom('', 'x:', 'x-access-token:', 'mara:'), (token, user) => {
        const encoded = Buffer.from(`${user}${token}`);
        const clean = redactor([token]);

        for (const alphabet of ['base64', 'base64url'] as const) {
          const shown = clean(`Basic ${encoded.toString(alphabet)}`).slice('Basic '.length);
          expect(Buffer.from(shown.replaceAll('*', ''), alphabet).toString('latin1')).not.toContain(token.slice(3, -3));
        }
      }),
    );
  });

  it('that is too short to be one changes no text', () => {
    expect(redactor([])('main')).toBe('main');
  });

  it('in an address is taken out although nobody named it', () => {
    expect(withoutCredentials('cannot read https://x-access-token:abc@github.com/acme/estate')).toBe(
      'cannot read https://***@github.com/acme/estate',
    );
  });
});

describe('the environment', () => {
  it('states the token of the program before that of a workflow, and github.com unless it says otherwise', () => {
    expect(forgeEnvironment({ GITHUB_TOKEN: 'a', PATCHLEDGER_TOKEN: ' b ' })).toEqual({
      ...{ token: 'b', apiUrl: 'https://api.github.com', repository: undefined },
    });
    expect(
      forgeEnvironment({ GITHUB_API_URL: 'https://ghe.example/api/v3', GITHUB_REPOSITORY: 'acme/estate' }),
    ).toEqual({
      ...{ token: undefined, apiUrl: 'https://ghe.example/api/v3', repository: 'acme/estate' },
    });
  });
});
