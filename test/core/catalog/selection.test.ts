import { describe, expect, it } from 'vitest';
import {
  cveSelection,
  idsNamedBy,
  isKept,
  packageSelection,
  type Said,
  statementSelection,
  wholeSelection,
} from '../../../src/core/catalog/selection.ts';
import type { AffectedPackage } from '../../../src/model/advisory.ts';
import type { VexStatement } from '../../../src/model/vex.ts';
import { affectedWith, cveWith, documentWith } from '../../support/catalog.ts';
import { componentWith } from '../../support/world.ts';

const said = (parts: Partial<Said> = {}): Said => ({ id: 'X', documents: [], cves: [], statements: [], ...parts });
const about = (affected: Partial<AffectedPackage>): Said =>
  said({ documents: [documentWith('X', { affected: [affectedWith(affected)] })] });
const components = [
  componentWith({ ecosystem: 'PyPI', name: 'Some_Wheel' }),
  componentWith({ ecosystem: 'Debian:12', name: 'libssl3', source: { name: 'openssl', version: '3' } }),
];
const selection = packageSelection([{ digest: 'set', components }]);

describe('a document concerns the estate', () => {
  it.each<[string, Said, boolean]>([
    [
      'by the name of a component, as its ecosystem writes names',
      about({ ecosystem: 'PyPI', name: 'some.wheel' }),
      true,
    ],
    ['by the name of a source package', about({ ecosystem: 'Debian:12', name: 'openssl' }), true],
    ['not by another release', about({ ecosystem: 'Debian:11', name: 'openssl' }), false],
    ['not by another package', about({ ecosystem: 'PyPI', name: 'other' }), false],
  ])('%s', (_how, one, kept) => {
    expect(isKept(selection, one)).toBe(kept);
  });
});

describe('facts about a CVE are kept', () => {
  it('when a document that is kept names it', () => {
    const ids = idsNamedBy([documentWith('ALSA-1', { related: ['CVE-1'], aliases: ['GHSA-1'], upstream: ['CVE-2'] })]);
    const kept = cveSelection(ids);

    expect([...ids]).toEqual(['ALSA-1', 'GHSA-1', 'CVE-1', 'CVE-2']);
    expect(isKept(kept, said({ cves: [cveWith('CVE-2')] }))).toBe(true);
    expect(isKept(kept, said({ id: 'CVE-1' }))).toBe(true);
    expect(isKept(kept, said({ id: 'CVE-3', cves: [cveWith('CVE-3')] }))).toBe(false);
  });
});

describe('a statement is kept', () => {
  const statement = (parts: Partial<VexStatement>): Said =>
    said({
      statements: [{ ...{ source: {} as never, number: 1, ids: [], status: 'fixed', products: [] }, ...parts }],
    });
  const product = (name: string): VexStatement['products'] => {
    const named = { ecosystem: 'Debian:12', name, versions: { kind: 'all' as const } };
    return [{ name: 'an appliance', parts: [{ name, package: named }] }];
  };

  it('when it is about a component, or about what a document that is kept names', () => {
    const kept = statementSelection(selection, new Set(['CVE-1']));

    expect(isKept(kept, statement({ products: product('openssl') }))).toBe(true);
    expect(isKept(kept, statement({ ids: ['CVE-1'] }))).toBe(true);
    expect(isKept(kept, statement({ ids: ['CVE-2'], products: product('other') }))).toBe(false);
  });
});

describe('a digest', () => {
  it('is equal for equal selections, whatever the order', () => {
    expect(packageSelection([{ digest: 'set', components: components.toReversed() }]).digest).toBe(selection.digest);
    expect(cveSelection(new Set(['B', 'A'])).digest).toBe(cveSelection(new Set(['A', 'B'])).digest);
  });

  it('differs as soon as something else would be kept', () => {
    const digests = [wholeSelection, selection, statementSelection(selection, new Set()), cveSelection(new Set())];
    const more = packageSelection([{ digest: 'set', components: [...components, componentWith({ name: 'new' })] }]);

    expect(new Set([...digests, more].map(({ digest }) => digest)).size).toBe(5);
  });
});
