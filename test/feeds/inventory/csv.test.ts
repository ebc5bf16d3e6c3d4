import { describe, expect, it } from 'vitest';
import { readInventoryFile } from '../../../src/feeds/inventory/registry.ts';
import type { Outcome } from '../../../src/model/diagnostic.ts';
import type { InventoryDraft } from '../../../src/model/feed.ts';

function read(text: string): Outcome<InventoryDraft> {
  return readInventoryFile({ path: 'hosts.txt', text });
}

describe('a list of hosts', () => {
  it('fills fields by their usual names and keeps other columns as labels', () => {
    const text = 'Hostname,Env,Team,Business Criticality,Rack\nweb-1,PROD,Platform Team,Critical,R12\n';

    expect(read(text)).toEqual({
      value: {
        assets: [
          {
            name: 'web-1',
            fields: { environment: 'production', owner: 'Platform-Team', criticality: 'mission-critical' },
            labels: { Rack: 'R12' },
          },
        ],
      },
      diagnostics: [],
    });
  });

  it('tells when a host gets another name than it was given', () => {
    const { value, diagnostics } = read('name\nweb server\n');

    expect(value.assets.map(({ name }) => name)).toEqual(['web-server']);
    expect(diagnostics.map(({ code, range }) => [code, range?.start.line])).toEqual([['observed/renamed', 2]]);
  });

  it.each([
    ['semicolons', 'name;owner\nweb-1;ops\n'],
    ['tabs', 'name\towner\nweb-1\tops\n'],
    ['a byte order mark and CRLF', '\ufeffname,owner\r\nweb-1,ops\r\n'],
    ['old line ends', 'name,owner\rweb-1,ops'],
    ['empty lines and a longer row', '\nname,owner\n\nweb-1,ops,extra\n\n'],
  ])('may be written with %s', (_, text) => {
    expect(read(text).value.assets).toEqual([{ name: 'web-1', fields: { owner: 'ops' }, labels: {} }]);
  });

  it('may quote cells with separators, quotes and line ends', () => {
    const { value } = read('name,note,owner\nweb-1,"a ""b"", c\nd" ,ops\nweb-2,x,ops\n');

    expect(value.assets[0]).toEqual({ name: 'web-1', fields: { owner: 'ops' }, labels: { note: 'a "b", c\nd' } });
    expect(value.assets).toHaveLength(2);
  });

  it('keeps a word that the field does not have as a label, and says so with its line', () => {
    const { value, diagnostics } = read('name,environment\nweb-1,moon\n');

    expect(value.assets[0]).toEqual({ name: 'web-1', fields: {}, labels: { environment: 'moon' } });
    expect(diagnostics).toMatchObject([{ code: 'observed/unknown-word', range: { start: { line: 2 } } }]);
  });

  it('names an asset once; the first row holds', () => {
    const { value, diagnostics } = read('name,owner\nweb-1,ops\nweb-1,dev\n');

    expect(value.assets).toEqual([{ name: 'web-1', fields: { owner: 'ops' }, labels: {} }]);
    expect(diagnostics).toMatchObject([{ code: 'observed/duplicate', range: { start: { line: 3 } } }]);
  });

  it('makes names of what people write', () => {
    expect(read('name\n"Web Server (1)"\n').value.assets.map(({ name }) => name)).toEqual(['Web-Server-1']);
  });

  it.each([
    ['a row without a name', 'name,owner\n,ops\n', 'observed/wrong-entry'],
    ['a quote that never closes', 'name,owner\n"web-1,ops\n', 'observed/syntax'],
    ['no heading for the name', 'colour,owner\nred,ops\n', 'observed/unrecognised'],
    ['nothing', '', 'observed/unrecognised'],
  ])('with %s is reported', (_, text, code) => {
    expect(read(text).diagnostics.map((problem) => problem.code)).toEqual([code]);
  });

  it('takes headings like __proto__ as ordinary labels', () => {
    const [asset] = read('name,__proto__,constructor\nweb-1,x,y\n').value.assets;

    expect(Object.entries(asset?.labels ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });
});
