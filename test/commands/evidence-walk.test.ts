import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run as explain } from '../../src/commands/explain.ts';
import { run as exporting } from '../../src/commands/export.ts';
import { run as observe } from '../../src/commands/observe.ts';
import { run as plan } from '../../src/commands/plan.ts';
import { run as record } from '../../src/commands/record.ts';
import { run as verify } from '../../src/commands/verify.ts';
import { expectDocument } from '../support/documents.ts';
import { ansibleReport, evidenceEstate, mergeBranch, noon, proposed, runOn } from '../support/evidence-estate.ts';
import { commitAll, temporaryFolder, writeFiles } from '../support/folders.ts';

const afterwards = '2026-11-23T00:30:00Z';
const nextDay = '2026-11-23T08:00:00Z';

const statesIn = async (root: string, asOf: string): Promise<readonly string[]> => {
  const { out } = await runOn(plan, root, [], { asOf, format: 'json' });
  const { requirements } = JSON.parse(out) as {
    readonly requirements: readonly { readonly asset: string; readonly state: string }[];
  };
  return requirements.map(({ asset, state }) => `${asset} ${state}`);
};

/** Ends of findings that the last run of the ledger wrote. */
function closedIn(root: string): readonly { readonly by: string; readonly record: string; readonly version: string }[] {
  const folder = join(root, 'records/ledger/2026/11');
  const last = readdirSync(folder).sort().at(-1) ?? '';
  return JSON.parse(readFileSync(join(folder, last), 'utf8')).spec.closed ?? [];
}

describe('work on its way from a proposal to the ledger', () => {
  it('is approved by a merge, done by an engine, seen by a source, and closed by its record', async () => {
    const root = evidenceEstate();
    await runOn(observe, root, [], { yes: true });
    commitAll(root, 'ledger');

    mergeBranch(root, await proposed(root));
    expect((await runOn(record, root, ['approval'], { by: 'p-ada' })).code).toBe(0);
    commitAll(root, 'approval');
    const { out: explained } = await runOn(explain, root, ['host-1'], { asOf: noon });
    expect(explained).toMatch(/gate approval met: lead approves \(2024-07-01-approval-[0-9a-f]+; asserted by p-ada/);

    const { out: exported } = await runOn(exporting, root, ['json']);
    expect(expectDocument('ExportDocument', exported)).toMatchObject({ visits: [{}, {}] });

    const report = join(
      writeFiles(temporaryFolder(), { r: ansibleReport({ 'host-1': 'ok', 'host-2': 'failed' }) }),
      'r',
    );
    await runOn(record, root, ['deployment'], { from: [report], by: 'p-mara', asOf: afterwards });
    commitAll(root, 'deployment');
    expect(await statesIn(root, afterwards)).toEqual(['host-1 unverified', 'host-2 open']);
    const before = await runOn(verify, root, [], { asOf: afterwards });
    expect([before.code, before.out]).toEqual([0, expect.stringContaining('1 unseen, 1 not-done')]);

    const components = [{ ecosystem: 'npm', name: 'app', version: '1.0.1' }];
    const line = JSON.stringify({ asset: 'host-1', lastSeen: '2026-11-23T06:00:00Z', components });
    writeFiles(root, { 'observed/agent.ndjson': `${line}\n` });
    // What a source reports takes the place of what people wrote.
    const inventory = join(root, 'inventory/hosts.yaml');
    writeFiles(root, {
      'inventory/hosts.yaml': readFileSync(inventory, 'utf8').replace(
        /\{"name":"host-1","components":\[[^\]]*\]\}/,
        '{"name":"host-1"}',
      ),
    });
    commitAll(root, 'observed');

    expect(await statesIn(root, nextDay)).toEqual(['host-2 open']);
    const after = await runOn(verify, root, [], { asOf: nextDay });
    expect([after.code, after.out]).toEqual([0, expect.stringContaining('1 not-done, 1 confirmed')]);
    await runOn(observe, root, [], { yes: true, asOf: nextDay });
    expect(closedIn(root)).toMatchObject([
      { by: 'deployment', record: expect.stringMatching(/^2026-11-22-deployment-/), version: '1.0.1' },
    ]);
  });

  it('is contradicted when the source still sees what was there before', async () => {
    const root = evidenceEstate();
    mergeBranch(root, await proposed(root));
    const report = join(writeFiles(temporaryFolder(), { r: ansibleReport({ 'host-1': 'ok' }) }), 'r');
    await runOn(record, root, ['deployment'], { from: [report], by: 'p-mara', asOf: afterwards });
    const components = [{ ecosystem: 'npm', name: 'app', version: '1.0.0' }];
    writeFiles(root, {
      'observed/agent.ndjson': `${JSON.stringify({ asset: 'host-1', lastSeen: '2026-11-23T06:00:00Z', components })}\n`,
    });

    const { code, out } = await runOn(verify, root, [], { asOf: nextDay });

    expect([code, out]).toEqual([3, expect.stringContaining('Contradicted')]);
    expect(out).toContain('Missed');
    const { out: json } = await runOn(verify, root, [], { asOf: nextDay, format: 'json' });
    expect(expectDocument('VerificationDocument', json)).toMatchObject({
      summary: { contradicted: 1 },
      rows: [{ asset: 'host-1', verdict: 'contradicted', observed: '1.0.0' }],
      missed: [{ asset: 'host-2', isPartial: false }],
    });
  });
});
