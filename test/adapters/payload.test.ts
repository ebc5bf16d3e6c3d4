import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { decodePayload } from '../../src/adapters/decode-payload.ts';
import { lineChunks } from '../../src/adapters/line-chunks.ts';
import { payloadEntries, payloadName } from '../../src/adapters/payload.ts';
import { temporaryFolder, writeFiles } from '../support/folders.ts';
import { type ZipFile, zipOf } from '../support/zip.ts';

/** The entries of a payload: text of files, reasons of what was refused. */
async function entriesOf(
  content: Readonly<Record<string, string | Uint8Array>>,
  path = '',
): Promise<readonly string[]> {
  const folder = writeFiles(temporaryFolder(), content);
  const found: string[] = [];
  const scratch = join(folder, '.scratch');
  for await (const entry of payloadEntries({ path: join(folder, path), name: 'feed', scratch })) {
    found.push(`${entry.name}: ${entry.kind === 'file' ? entry.bytes.toString('utf8') : `refused, ${entry.reason}`}`);
  }
  return found;
}

const zipped = (...files: readonly ZipFile[]): Promise<readonly string[]> =>
  entriesOf({ 'a.zip': zipOf(files) }, 'a.zip');

describe('a payload', () => {
  it('is one file, whatever its name', async () => {
    expect(await entriesOf({ 'a.zip': '{}' }, 'a.zip')).toEqual(['feed: {}']);
  });

  it('is unpacked when it is gzip', async () => {
    expect(await entriesOf({ a: gzipSync('{}') }, 'a')).toEqual(['feed: {}']);
  });

  it('that is gzip and cut off is broken', async () => {
    const bytes = gzipSync('hello world '.repeat(1000));

    await expect(entriesOf({ a: bytes.subarray(0, bytes.length - 20) }, 'a')).rejects.toMatchObject({
      code: 'feeds/broken-download',
      message: 'the gzip file is cut off',
    });
  });

  it('that is gzip and damaged is broken', async () => {
    const bytes = gzipSync('hello world '.repeat(1000));
    bytes.fill(0x55, 12, 24);

    await expect(entriesOf({ a: bytes }, 'a')).rejects.toMatchObject({ code: 'feeds/broken-download' });
  });

  it('is every file of a folder, by name, hidden ones aside that hold no data', async () => {
    expect(
      await entriesOf({ 'b.json': '2', 'a/1.json': '1', '.json': '0', '.git/x.json': 'x', '.DS_Store': 'x' }),
    ).toEqual(['.json: 0', 'a/1.json: 1', 'b.json: 2']);
  });

  it.each([
    ['https://example.org/feeds/all.zip?key=1', 'all.zip'],
    ['https://example.org/', 'example.org'],
    ['mirror/kev.json', 'kev.json'],
  ])('is called by its address: %s', (address, name) => {
    expect(payloadName(address)).toBe(name);
  });
});

describe('a zip archive', () => {
  it('is read file by file, packed or stored, folders aside', async () => {
    const files = [
      { name: 'a.json', text: '1' },
      { name: 'sub/', text: '', stored: true },
    ];

    expect(await zipped(...files, { name: 'sub/b.json', text: '2', stored: true })).toEqual([
      'a.json: 1',
      'sub/b.json: 2',
    ]);
  });

  it('of a repository is read without notes and tools', async () => {
    const names = ['r/README.md', 'r/LICENSE', 'r/.github/a.yml', 'r/.gitignore', 'r/.json', 'r/2025/a.json'];

    expect(await zipped(...names.map((name) => ({ name, text: '1' })))).toEqual(['r/.json: 1', 'r/2025/a.json: 1']);
  });

  it('without files is empty', async () => {
    expect(await zipped()).toEqual([]);
  });

  it.each<[string, Partial<ZipFile>, string]>([
    ['leads out by ..', { name: '../../etc/cron.d/x' }, 'its name leads out of the archive'],
    ['leads out by a root', { name: '/etc/cron.d/x' }, 'its name leads out of the archive'],
    ['leads out by a drive', { name: 'C:/x' }, 'its name leads out of the archive'],
    ['holds a backslash', { name: 'a\\..\\x' }, 'its name leads out of the archive'],
    ['is a link', { mode: 0o120777 }, 'it is a symbolic link'],
    ['is encrypted', { isEncrypted: true }, 'it is encrypted'],
    ['is larger than it says', { text: 'x'.repeat(100), size: 10 }, 'it is damaged, or larger than it says'],
    ['is smaller than it says', { text: 'x', size: 10 }, 'it is smaller than it says'],
    ['has another check sum', { crc: 1 }, 'its check sum is wrong'],
    ['says that it is huge', { size: 65 * 1024 * 1024 }, `it says that it has ${65 * 1024 * 1024} bytes`],
  ])('leaves out an entry that %s, and reads the rest', async (_what, wrong, reason) => {
    const found = await zipped({ name: 'bad', text: '{}', ...wrong }, { name: 'good', text: '1' });

    expect(found).toEqual([`${wrong.name ?? 'bad'}: refused, ${reason}`, 'good: 1']);
  });

  it('leaves out an entry that grows beyond measure', async () => {
    const found = await zipped({ name: 'bomb', text: '0'.repeat(5 * 1024 * 1024) }, { name: 'good', text: '1' });

    expect(found).toEqual([expect.stringMatching(/^bomb: refused, it grows \d+ times/), 'good: 1']);
  });

  it('that is cut off is broken', async () => {
    const bytes = zipOf([{ name: 'a', text: '1' }]);

    await expect(entriesOf({ a: bytes.subarray(0, bytes.length - 30) }, 'a')).rejects.toMatchObject({
      code: 'feeds/broken-download',
    });
  });
});

describe('a large file of lines', () => {
  it('comes in pieces that begin with a line', () => {
    const file = join(temporaryFolder(), 'lines');
    const line = `${'x'.repeat(1023)}\n`;
    writeFiles(join(file, '..'), { lines: line.repeat(40_000) });
    const chunks = [...lineChunks(file)];

    expect(chunks.map(({ firstLine }) => firstLine)).toEqual([1, 16_385, 32_769]);
    expect(chunks.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBe(40_000 * 1024);
  });
});

describe('bytes', () => {
  it('in UTF-8 are text, with whatever characters it holds', () => {
    expect(decodePayload(Buffer.from('grün \ufffd'))).toEqual({ text: 'grün \ufffd' });
  });

  it.each([
    ['Latin-1', Buffer.from('a\nb: gr\xfcn', 'latin1'), 'the byte 0xfc', { line: 2, column: 6 }],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'it is UTF-16', { line: 1, column: 1 }],
    ['binary', Buffer.from('ab\u0000'), 'it holds NUL', { line: 1, column: 3 }],
    [
      'Latin-1 behind a replacement character',
      Buffer.concat([Buffer.from('\ufffd'), Buffer.from([0xe9, 0x20])]),
      'the byte 0xe9',
      { line: 1, column: 2 },
    ],
  ])('in %s are refused where they begin to be', (_what, bytes, reason, at) => {
    expect(decodePayload(bytes)).toEqual({ reason: expect.stringContaining(reason), at });
  });
});
