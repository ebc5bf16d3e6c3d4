import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isSameBody, readBody, writeBody } from '../../../src/core/change/body.ts';
import { markerLine, type ProposalMarker, readMarkerLine } from '../../../src/core/change/marker.ts';

const marker: ProposalMarker = {
  ...{ change: 'data-routine-00000000-1', path: 'changes/a.yaml', planFp: 'sha256:1', openedFp: 'sha256:1' },
  ...{ toldFp: 'sha256:1', textFp: 'sha256:2', title: 'patch db-1', head: 'abc', blob: 'def', isDraft: false },
  ...{ labels: ['patchledger', 'größer'], reviewers: ['ivo', 'acme/ops'], assignees: [], refused: [] },
};

const words = fc
  .string({ unit: 'grapheme', maxLength: 60 })
  .filter((text) => !text.includes('<!-- patchledger') && !/\r/.test(text));

describe('a marker', () => {
  it('is read back as it was written, whatever names it holds', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (name) => {
        const written = { ...marker, title: name, labels: [name] };

        expect(readMarkerLine(markerLine(written))).toEqual(written);
      }),
    );
  });

  it('is one line of comment in which nothing ends it early', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (name) => {
        expect(markerLine({ ...marker, title: name })).toMatch(/^<!-- patchledger:v1 [\w-]+ -->$/);
      }),
    );
  });

  it.each(['', '<!-- patchledger:v1 e30 -->', '<!-- patchledger:v1 W10 -->', '<!-- patchledger:v1 !! -->', 'text'])(
    'is none where nothing of it can be read: %s',
    (line) => {
      expect(readMarkerLine(line)).toBeUndefined();
    },
  );
});

describe('the text of a pull request', () => {
  it('begins with its marker, and gives back our part and theirs', () => {
    const body = writeBody({ marker, text: 'ours', before: 'above', after: 'below' });

    expect(body).toMatch(/^<!-- patchledger:v1 /);
    expect(readBody(body)).toEqual({ marker, text: 'ours', before: '', after: 'above\n\nbelow' });
  });

  it('keeps what people wrote, however often it is written', () => {
    fc.assert(
      fc.property(words, words, words, (text, before, after) => {
        const once = readBody(writeBody({ marker, text, before, after }));
        const twice = readBody(writeBody({ ...once, marker, text: 'new' }));

        expect(twice.after).toBe(once.after);
        expect(once.after).toContain(after.trim());
      }),
    );
  });

  it('is the same with the line ends of the web', () => {
    const body = writeBody({ marker, text: 'a\n\nb', before: '', after: 'c' });

    expect(isSameBody(body, body.replaceAll('\n', '\r\n'))).toBe(true);
    expect(readBody(body.replaceAll('\n', '\r\n')).text).toBe('a\n\nb');
  });

  it('without a marker is wholly theirs', () => {
    expect(readBody('Hello.\n')).toEqual({ marker: undefined, text: '', before: '', after: 'Hello.' });
  });

  it('whose marker is spoilt still tells our part from theirs', () => {
    const body = writeBody({ marker, text: 'ours', before: '', after: 'theirs' }).replace(
      /^<!--.*-->/,
      '<!-- patchledger:v1 x -->',
    );

    expect(readBody(body)).toEqual({ marker: undefined, text: 'ours', before: '', after: 'theirs' });
  });

  it('that is too long for a forge loses its middle, never its marker, its end or the words of people', () => {
    const text = [...Array(9000).keys()].map((line) => `line ${line} of a long text`).join('\n');
    const after = 'x'.repeat(6000);
    const body = writeBody({ marker, text, before: '', after });

    expect(body.length).toBeLessThan(65_536);
    expect(readBody(body)).toMatchObject({ marker, after });
    expect(body).toMatch(/line 0 of[\s\S]*was cut here\. Everything stands in `changes\/a\.yaml`[\s\S]*line 8999 of/);
  });
});
