import { describe, expect, it } from 'vitest';
import { type Diagnostic, diagnostic } from '../../../src/model/diagnostic.ts';
import { renderDiagnosticsSarif } from '../../../src/render/diagnostics/sarif.ts';

const range = { start: { line: 3, column: 1 }, end: { line: 3, column: 2 } };
const twice = diagnostic('load/duplicate-key', { key: 'b' }, { at: { file: 'a b/ü.yaml', range } });
const empty = diagnostic('load/empty-file', {}, { at: { file: 'c.yaml' } });

const runOf = (problems: readonly Diagnostic[]) => JSON.parse(renderDiagnosticsSarif(problems, '1.2.3')).runs[0];

describe('problems as SARIF', () => {
  it('stand at their place, with the words of message and hint', () => {
    const [result] = runOf([twice]).results;

    expect(result.locations[0].physicalLocation).toEqual({
      artifactLocation: { uri: 'a%20b/%C3%BC.yaml', uriBaseId: 'ESTATE' },
      region: { startLine: 3, startColumn: 1, endLine: 3, endColumn: 2 },
    });
    expect(result.message.text).toBe(
      'the key `b` stands twice in this mapping\nKeep one; readers disagree about which one counts.',
    );
  });

  it('come most severe first and name their rule by its index', () => {
    const { results, tool } = runOf([empty, twice]);

    expect(results.map(({ level }: { level: string }) => level)).toEqual(['error', 'warning']);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
  });

  it('keep their fingerprint when they move to another line', () => {
    const moved = { ...twice, range: { start: { line: 9, column: 1 }, end: { line: 9, column: 2 } } };
    const [before] = runOf([twice]).results;
    const [after] = runOf([moved]).results;

    expect(after.partialFingerprints).toEqual(before.partialFingerprints);
  });

  it('say how many found no room beyond what code scanning reads', () => {
    const { results, invocations } = runOf([...Array.from({ length: 25_000 }, () => empty), twice]);

    expect(results).toHaveLength(25_000);
    expect(results[0].ruleId).toBe('load/duplicate-key');
    expect(invocations[0].toolExecutionNotifications[0].message.text).toMatch(/^25001 problems/);
  });

  it('are a run without results where nothing is wrong', () => {
    expect(runOf([])).toMatchObject({ results: [], tool: { driver: { rules: [], semanticVersion: '1.2.3' } } });
  });

  it('take any path and any name', () => {
    const text = renderDiagnosticsSarif([{ ...twice, file: '\ud800/%2e\u001b.yaml', message: '\u001b[2J' }], '1.2.3');

    expect(JSON.parse(text).runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe(
      '%EF%BF%BD/%252e%1B.yaml',
    );
    expect(text).not.toContain('\u001b');
  });
});
