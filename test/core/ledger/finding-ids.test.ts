import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/core/digest.ts';
import { explain } from '../../../src/core/plan/explain.ts';
import { formatInstant } from '../../../src/core/time.ts';
import type { KnownFinding } from '../../../src/model/explanation.ts';
import { advisoryFile, type EstateOverTime, estateOver, inventoryFile, policyFile } from '../../support/ledger.ts';

const base = estateOver({
  ...inventoryFile({ 'host-1': { app: '1.0.0' } }),
  ...advisoryFile('GHSA-1'),
  ...policyFile('base', [{ id: 'all', within: '30d' }]),
});

function findings(estate: EstateOverTime, subject?: string): readonly KnownFinding[] {
  const explanation = explain(estate.decide('2026-11-09T00:00:00Z'), 'host-1', subject, () => undefined);
  return (explanation?.requirements ?? []).flatMap(({ known }) => [...known.values()]);
}

const idOf = (advisory: string): string =>
  `F-${sha256Hex(['host-1', 'npm', 'app', advisory].join('\u0000')).slice(0, 12)}`;

describe('the id of a finding', () => {
  it('is made from asset, package and advisory, and asks for it', () => {
    expect(findings(base)).toEqual([{ id: idOf('GHSA-1'), opened: undefined }]);
    expect(findings(base, idOf('GHSA-1'))).toHaveLength(1);
    expect(findings(base, idOf('GHSA-2'))).toEqual([]);
  });

  it('follows from the rows of the ledger, which say when it opened', () => {
    const { estate, record } = base.observe('2026-11-02T00:00:00Z');
    const [row] = record?.spec.opened ?? [];

    expect(idOf(row?.advisory ?? row?.advisories[0] ?? '')).toBe(idOf('GHSA-1'));
    const [found] = findings(estate);
    expect(found?.opened && formatInstant(found.opened.at)).toBe('2026-11-02T00:00:00Z');
  });

  it('stays when the advisory goes by another name later', () => {
    const named = base.observed('2026-11-02T00:00:00Z').with(advisoryFile('GHSA-1', { aliases: ['CVE-2026-0001'] }));

    expect(findings(named).map(({ id }) => id)).toEqual([idOf('GHSA-1')]);
    expect(findings(named.observed('2026-11-03T00:00:00Z')).map(({ id }) => id)).toEqual([idOf('GHSA-1')]);
  });

  it('is written where it does not follow: the first of its ids is taken otherwise', () => {
    const estate = base.with(advisoryFile('GHSA-1', { aliases: ['CVE-2026-0001'] }));
    const { estate: observed, record } = estate.observe('2026-11-02T00:00:00Z');
    const [row] = record?.spec.opened ?? [];
    const [before] = findings(estate);

    expect(before?.id).toBe(idOf(row?.advisory ?? row?.advisories[0] ?? ''));
    expect(findings(observed).map(({ id }) => id)).toEqual([before?.id]);
  });
});
