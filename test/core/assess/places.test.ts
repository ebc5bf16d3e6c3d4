import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, readAffected, readVersion } from '../../../src/core/assess/match.ts';
import { placesIn } from '../../../src/core/assess/places.ts';
import { comparerFor } from '../../../src/ecosystems/registry.ts';
import type { RangeEvent } from '../../../src/model/advisory.ts';
import { affectedWith, assessAll, catalogWith, documentWith } from '../../support/catalog.ts';
import { componentWith } from '../../support/world.ts';

const semver = comparerFor('npm');
const ranging = (...events: readonly RangeEvent[]) =>
  readAffected(affectedWith({ ranges: [{ type: 'SEMVER', events }] }), semver);
const fixedAt = (version: string) => ranging({ kind: 'introduced', version: '0' }, { kind: 'fixed', version });

describe('places between the versions that documents name', () => {
  const placeOf = placesIn([fixedAt('2.0.0'), fixedAt('3.0.0')], semver);
  const at = (version: string) => placeOf(readVersion(version, semver));

  it('are below, at and above each named version', () => {
    expect(['1.0.0', '2.0.0', '2.5.0', '3.0.0', '4.0.0'].map(at)).toEqual([0, 1, 2, 3, 4]);
  });

  it('are shared by versions that no named version parts', () => {
    expect(at('2.1.0')).toBe(at('2.9.9'));
  });

  it('are not given to a version that nobody can order', () => {
    expect(at('soon')).toBeUndefined();
  });

  it('are not given where documents list versions one by one', () => {
    const listing = placesIn([readAffected(affectedWith({ versions: ['1.0.0'] }), semver)], semver);
    expect(listing(readVersion('1.0.0', semver))).toBeUndefined();
  });

  it('are not given where nobody knows the order', () => {
    expect(placesIn([], undefined)({ text: '1', parsed: undefined })).toBeUndefined();
  });

  it('never hold two versions that a document judges differently', () => {
    const numbers = fc.integer({ min: 0, max: 6 }).map((number) => `${number}.0.0`);
    const event = fc.record({
      kind: fc.constantFrom('introduced', 'fixed', 'last_affected', 'limit'),
      version: numbers,
    }) as fc.Arbitrary<RangeEvent>;
    const entry = fc.array(event, { minLength: 1, maxLength: 5 }).map((events) => ranging(...events));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 3 }), numbers, numbers, (entries, left, right) => {
        const place = placesIn(entries, semver);
        const [one, other] = [readVersion(left, semver), readVersion(right, semver)];
        fc.pre(place(one) === place(other));
        for (const each of entries) expect(judge(each, one)).toEqual(judge(each, other));
      }),
    );
  });
});

describe('versions of one place', () => {
  it('share their findings and target, and each has its own jump', () => {
    const catalog = catalogWith([
      documentWith('A-1', {
        affected: [
          affectedWith({
            ranges: [
              {
                type: 'SEMVER',
                events: [
                  { kind: 'introduced', version: '0' },
                  { kind: 'fixed', version: '2.0.0' },
                ],
              },
            ],
          }),
        ],
      }),
    ]);
    const installed = ['1.0.0', '2.0.0-rc.1'].map((version) => componentWith({ version }));
    const [left, right] = [...assessAll(installed, catalog).value.values()];
    expect(left?.findings).toBe(right?.findings);
    expect([left?.target, right?.target]).toEqual(['2.0.0', '2.0.0']);
    expect([left?.jump, right?.jump]).toEqual(['major', 'patch']);
  });
});
