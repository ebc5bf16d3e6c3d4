import { describe, expect, it } from 'vitest';
import { ledgerRecordText } from '../../../src/core/ledger/record-text.ts';
import { locateLedgerName, readLedgerFile } from '../../../src/core/load/ledger-file.ts';
import { loadResources } from '../../../src/core/load/load.ts';
import { parseFile } from '../../../src/core/load/parse.ts';
import { parseThoroughly } from '../../../src/core/load/parse-thoroughly.ts';
import type { LedgerRecord } from '../../../src/model/generated/ledger-record.ts';
import { limits } from '../../../src/model/limits.ts';
import { commit } from '../../support/ledger.ts';

function recordOf(assets: readonly string[]): LedgerRecord {
  const opened = [{ ecosystem: 'npm', package: 'app', version: '1.0.0', advisories: ['CVE-2026-0001'], assets }];
  const spec = { asOf: '2026-11-01T06:00:00Z', commit, opened };
  return { apiVersion: 'patchledger/v1', kind: 'LedgerRecord', metadata: { name: 'run' }, spec };
}

const path = 'records/ledger/run.json';
const text = ledgerRecordText(recordOf(['host-1']));

describe('a file of the ledger', () => {
  it('is read as what was written', () => {
    expect(readLedgerFile({ path, text })).toEqual([recordOf(['host-1'])]);
  });

  it.each([
    ['has a space more', text.replace('"run"', ' "run"')],
    ['has a key twice', text.replace('"name":"run"', '"name":"stroll","name":"run"')],
    ['is cut short', text.slice(0, -10)],
    ['is another kind', text.replaceAll('LedgerRecord', 'TestRecord')],
    ['is nested deeper than any record', text.replace('["host-1"]', '['.repeat(100_000) + ']'.repeat(100_000))],
    ['is no record inside', text.slice(0, text.indexOf('  "metadata"')).replace(/,\n$/, '\n}\n')],
  ])('that %s is left to the thorough reader', (_how, changed) => {
    expect(readLedgerFile({ path, text: changed })).toBeUndefined();
  });

  it('of a name that is no JSON is too', () => {
    expect(readLedgerFile({ path: 'records/ledger/run.yaml', text })).toBeUndefined();
  });

  it('that breaks the schema is reported with its place', () => {
    const wrong = ledgerRecordText({ ...recordOf(['host 1']) });
    const [problem] = loadResources([{ path, text: wrong }]).diagnostics;
    expect(problem).toMatchObject({ file: path, range: { start: { line: 9 } } });
  });

  it.each(['run', 'Ünï', '"[\\'])(
    'whose record is called %j tells where its name stands as the thorough reader does',
    (name) => {
      const named = ledgerRecordText({ ...recordOf(['host-1']), metadata: { name, labels: { a: 'b' } } });
      const pointer = ['metadata', 'name'];
      const [thorough] = parseThoroughly({ path, text: named }).value;

      expect(locateLedgerName(named, pointer)).toBeDefined();
      expect(locateLedgerName(named, pointer)).toEqual(thorough?.locate(pointer));
    },
  );

  it.each([['metadata'], ['metadata', 'labels'], ['spec', 'name'], ['metadata', 'name', 0]])(
    'has other places than that of its name: %s',
    (...pointer) => {
      expect(locateLedgerName(text, pointer)).toBeUndefined();
    },
  );

  it('whose metadata does not begin with the name is left to the thorough reader', () => {
    const labelled = ledgerRecordText({ ...recordOf([]), metadata: { labels: { a: 'b' }, name: 'run' } });
    const numbered = text.replace('"run"', '7');
    const [parsed] = parseFile({ path, text: labelled }).value;

    expect(locateLedgerName(labelled, ['metadata', 'name'])).toBeUndefined();
    expect(locateLedgerName(numbered, ['metadata', 'name'])).toBeUndefined();
    expect(parsed?.locate(['metadata', 'name'])?.start).toEqual({ line: 4, column: 42 });
    expect(parsed?.locate(['metadata', 'name'], 'key')?.start).toEqual({ line: 4, column: 35 });
  });

  it('may be larger than what people write, and lists many assets without taking its time', () => {
    const assets = Array.from({ length: 600_000 }, (_, index) => `asset-${String(index).padStart(7, '0')}`);
    const large = ledgerRecordText(recordOf(assets));
    expect(large.length).toBeGreaterThan(limits.decisionFileBytes);

    const { value, diagnostics } = loadResources([{ path, text: large }]);

    expect(diagnostics).toEqual([]);
    expect(value.resources).toHaveLength(1);
  });
});
