import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { plainPaint } from '../../src/adapters/terminal.ts';
import type { CommandContext, CommandOptions } from '../../src/commands/command.ts';
import { run } from '../../src/commands/metrics.ts';

describe('metrics', () => {
  const measured = async (
    options: CommandOptions,
    format?: string,
    strict = false,
  ): Promise<{ code: number; out: string }> => {
    const root = mkdtempSync(join(tmpdir(), 'patchledger-metrics-'));
    writeFileSync(
      join(root, 'patchledger.yaml'),
      'apiVersion: patchledger/v1\nkind: Workspace\nmetadata: { name: acme }\nspec: { timeZone: UTC }\n',
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

  it('looks back on a quarter unless a period is named, and says that there is no ledger', async () => {
    const { code, out } = await measured({});

    expect(code).toBe(0);
    expect(out).toMatch(/^2026-08-23 12:00 \+00:00 to 2026-11-22 12:00 \+00:00 \(UTC\)\n/);
    expect(out).toContain('There is no ledger');
    expect((await measured({}, 'text', true)).code).toBe(6);
  });

  it('takes a period of days, and refuses what is none', async () => {
    expect(JSON.parse((await measured({ period: '2026-01-01..2026-01-31' }, 'json')).out).to).toBe(
      '2026-02-01T00:00:00Z',
    );
    await expect(measured({ period: 'soon' })).rejects.toThrow('--period soon is no period');
  });
});
