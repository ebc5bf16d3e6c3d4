import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/adapters/terminal.ts';
import { type Diagnostic, diagnostic } from '../../src/model/diagnostic.ts';
import { renderDiagnostics } from '../../src/render/diagnostics/registry.ts';
import { dataRoot } from '../support/conformance-data.ts';

const range = { start: { line: 3, column: 1 }, end: { line: 4, column: 2 } };
const hostile = '<b>&amp; ]]> " \u0001 \ud800 \uffff 🙂\r\n::error::';
const problems: readonly Diagnostic[] = [
  diagnostic(
    'load/duplicate-key',
    { key: hostile },
    { at: { file: `${hostile}.yaml`, range }, related: [{ file: 'b.yaml', range, message: hostile }] },
  ),
  diagnostic('load/empty-file', {}, { at: { file: 'c.yaml' } }),
  { ...diagnostic('load/empty-file', {}), severity: 'info' },
];
const view = { sources: new Map([['c.yaml', '']]), paint: plainPaint, version: '1.2.3' };

/** The official schema is of draft 04; what it uses means the same in draft 07 once its keyword for ids is renamed. */
function sarifSchema(): object {
  const {
    $schema: _,
    id,
    ...rest
  } = JSON.parse(readFileSync(join(dataRoot, 'contracts/sarif/sarif-schema-2.1.0.json'), 'utf8'));
  return { ...rest, $id: id };
}

describe('problems as a pipeline reads them', () => {
  it.each([['many', problems] as const, ['none', []] as const])('are valid SARIF 2.1.0: %s', (_, some) => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(sarifSchema());

    validate(JSON.parse(renderDiagnostics('sarif', some, view)));

    expect(validate.errors).toBe(null);
  });

  it.each([['many', problems] as const, ['none', []] as const])('are valid JUnit XML: %s', (_, some) => {
    const schema = join(dataRoot, 'contracts/junit/junit-10.xsd');
    const input = renderDiagnostics('junit', some, view);
    const run = spawnSync('/usr/bin/xmllint', ['--noout', '--schema', schema, '-'], { input, encoding: 'utf8' });

    expect(run.error).toBeUndefined();
    expect(run.status, run.stderr).toBe(0);
  });
});
