import { describe, expect, it } from 'vitest';
import type { OscalDocument } from '../../../src/model/oscal-document.ts';
import { renderOscal } from '../../../src/render/oscal/json.ts';

const rendered = (part: object): Record<string, string> =>
  JSON.parse([...renderOscal({ 'assessment-plan': part } as unknown as OscalDocument)].join(''))['assessment-plan'];

describe('OSCAL as JSON', () => {
  it('escapes names where OSCAL reads markup, and leaves values as they are', () => {
    const name = '<script>{{ insert: param, a }} *x* &amp; [y](z)';

    expect(rendered({ title: name, value: name })).toEqual({
      title: '&lt;script&gt;\\{\\{ insert: param, a \\}\\} \\*x\\* &amp;amp; \\[y\\](z)',
      value: name,
    });
  });

  it('shows marks that turn the writing, and has no line break and no blank at an end', () => {
    expect(rendered({ value: ' a\u202eb\n\tc \u2028' })).toEqual({ value: 'a\\u202eb c' });
    expect(rendered({ statement: '- a' })).toEqual({ statement: '\\- a' });
  });

  it('says that a text is empty, for OSCAL has no empty one', () => {
    expect(rendered({ value: ' \n ', title: '' })).toEqual({ value: '(empty)', title: '(empty)' });
  });

  it('shortens a title of ten thousand characters and nothing else', () => {
    const long = '🙂'.repeat(10_000);
    const { title = '', description } = rendered({ title: long, description: long });

    expect([...title]).toHaveLength(300);
    expect(title.endsWith('…')).toBe(true);
    expect(description).toBe(long);
  });
});
