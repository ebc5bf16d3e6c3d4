import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/adapters/terminal.ts';
import type { CommandContext, CommandOptions } from '../../src/commands/command.ts';
import { run } from '../../src/commands/cost.ts';

describe('cost', () => {
  const measured = async (
    options: CommandOptions,
    format?: string,
    strict = false,
    cost?: string,
  ): Promise<{ code: number; out: string }> => {
    const root = mkdtempSync(join(tmpdir(), 'patchledger-cost-'));
    writeFileSync(
      join(root, 'patchledger.yaml'),
      'apiVersion: patchledger/v1\nkind: Workspace\nmetadata: { name: acme }\nspec:\n  timeZone: UTC\n' +
        (cost === undefined ? '' : `  cost: ${cost}\n`),
    );
    const out: string[] = [];
    const terminal = {
      ...{ out: (text: string) => void out.push(text), note: () => undefined },
      ...{ paint: plainPaint, notePaint: plainPaint, columns: 80, interactive: false },
    };
    const context: CommandContext = {
      terminal,
      global: { root, asOf: '2026-11-22T12:00:00Z', format, quiet: true, debug: false, strict },
    };
    try {
      return { code: await run(context, [], options), out: out.join('') };
    } finally {
      rmSync(root, { recursive: true, force: true });
    }
  };

  it('refuses to guess where the Workspace states no prices', async () => {
    await expect(measured({})).rejects.toThrow('states no prices');
  });

  it('looks back on a quarter unless a period is named, and says what is not known', async () => {
    const { code, out } = await measured({}, undefined, false, '{ currency: EUR }');

    expect(code).toBe(0);
    expect(out).toMatch(/^2026-08-23 12:00 \+00:00 to 2026-11-22 12:00 \+00:00 \(UTC\)\n/);
    expect((await measured({}, 'text', true, '{ currency: EUR }')).code).toBe(6);
  });

  it('takes a period of days, and refuses what is none', async () => {
    const { out } = await measured({ period: '2026-01-01..2026-01-31' }, 'json', false, '{ currency: EUR }');

    expect(JSON.parse(out).to).toBe('2026-02-01T00:00:00Z');
    await expect(measured({ period: 'soon' })).rejects.toThrow('--period soon is no period');
  });
});
