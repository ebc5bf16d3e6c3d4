import { describe, expect, it } from 'vitest';
import { cli } from '../support/cli.ts';

/** What a program prints that imports the built library by its name. */
async function printedBy(program: string): Promise<unknown> {
  const { out, err, code } = await cli([], {
    program: [process.execPath, '--input-type=module', '--eval', program],
  });
  expect([err, code]).toEqual(['', 0]);
  return JSON.parse(out);
}

describe('the library', () => {
  it('decides about texts that were handed in', async () => {
    const printed = await printedBy(`
      import { decide, defaultFolders, linkFiles, parseInstant } from 'patchledger';
      const asOf = parseInstant('2026-12-01T08:00:00Z');
      const text = 'apiVersion: patchledger/v1\\nkind: Inventory\\nmetadata: {name: a}\\nspec: {assets: [{name: gw-1, type: server}]}';
      const { value, diagnostics } = linkFiles([{ path: 'inventory/a.yaml', text }], { asOf, folders: defaultFolders });
      const tool = { version: '1', tzdata: '1' };
      const decided = decide({ ...value, asOf, tool, proposals: [], problems: diagnostics });
      console.log(JSON.stringify([diagnostics, decided.value.plan.summary.assets]));
    `);

    expect(printed).toEqual([[], expect.objectContaining({ total: 1, compliant: 0, unknown: 1 })]);
  });

  it('reports what is wrong as data', async () => {
    const printed = await printedBy(`
      import { loadResources } from 'patchledger';
      const { diagnostics } = loadResources([{ path: 'a.yaml', text: 'kind: [' }]);
      console.log(JSON.stringify(diagnostics.map(({ file, severity }) => [file, severity])));
    `);

    expect(printed).toContainEqual(['a.yaml', 'error']);
  });

  it('orders versions as an ecosystem does', async () => {
    const printed = await printedBy(`
      import { comparerFor, compareVersions } from 'patchledger';
      console.log(JSON.stringify(compareVersions(comparerFor('Debian:12'), '1.0~rc1', '1.0')));
    `);

    expect(printed).toBe('<');
  });
});
