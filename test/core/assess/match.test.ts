import { describe, expect, it } from 'vitest';
import { judge, leavesDoubt, readAffected, readVersion } from '../../../src/core/assess/match.ts';
import { comparerFor } from '../../../src/ecosystems/registry.ts';
import type { AffectedPackage } from '../../../src/model/advisory.ts';
import { affectedWith, range } from '../../support/catalog.ts';

/** What one `affected` entry says of a version. */
function verdictOf(entry: AffectedPackage, version: string): string {
  const comparer = comparerFor(entry.ecosystem);
  return judge(readAffected(entry, comparer), readVersion(version, comparer)).verdict;
}

/** The versions of a list that an entry calls affected. */
function affectedOf(entry: AffectedPackage, versions: string): string {
  return versions
    .split(' ')
    .filter((version) => verdictOf(entry, version) === 'affected')
    .join(' ');
}

describe('the evaluation of a range', () => {
  it.each([
    [
      'introduced 0 is below everything, pre-releases of zero too',
      'introduced 0, fixed 1.0.0',
      '0.0.0-alpha 0.0.0 1.0.0',
      '0.0.0-alpha 0.0.0',
    ],
    ['introduced begins at its version', 'introduced 1.0.0', '1.0.0-rc.1 1.0.0 9.0.0', '1.0.0 9.0.0'],
    ['fixed clears at its version', 'introduced 1.0.0, fixed 2.0.0', '1.9.9 2.0.0 2.0.1', '1.9.9'],
    [
      'last_affected clears only above its version',
      'introduced 1.0.0, last_affected 2.0.0',
      '1.0.0 2.0.0 2.0.1',
      '1.0.0 2.0.0',
    ],
    ['limit ends what is not fixed', 'introduced 1.0.0, limit 2.0.0', '1.5.0 2.0.0 3.0.0', '1.5.0'],
    ['limit cuts a longer stretch', 'introduced 1.0.0, fixed 3.0.0, limit 2.0.0', '1.5.0 2.0.0 2.5.0 3.0.0', '1.5.0'],
    ['of several limits the highest holds', 'introduced 1.0.0, limit 2.0.0, limit 3.0.0', '2.5.0 3.0.0', '2.5.0'],
    ['limit * is no limit', 'introduced 1.0.0, limit 2.0.0, limit *', '2.5.0 9.0.0', '2.5.0 9.0.0'],
    ['a limit above the fix changes nothing', 'introduced 0, fixed 2.0.0, limit 3.0.0', '1.0.0 2.0.0', '1.0.0'],
    [
      'a stretch beyond the limit does not count',
      'introduced 0, fixed 1.0.0, introduced 4.0.0, limit 3.0.0',
      '0.5.0 4.0.0',
      '0.5.0',
    ],
    [
      'several pairs are several stretches',
      'introduced 1.0.0, fixed 1.2.0, introduced 2.0.0, fixed 2.3.0',
      '1.1.0 1.2.0 2.0.0 2.3.0',
      '1.1.0 2.0.0',
    ],
    [
      'events may come in any order',
      'fixed 2.3.0, introduced 2.0.0, fixed 1.2.0, introduced 1.0.0',
      '1.1.0 1.2.0 2.0.0 2.3.0',
      '1.1.0 2.0.0',
    ],
    [
      'fixed where the next begins does not end anything',
      'introduced 1.0.0, fixed 2.0.0, introduced 2.0.0, fixed 3.0.0',
      '1.5.0 2.0.0 2.5.0 3.0.0',
      '1.5.0 2.0.0 2.5.0',
    ],
    ['introduced and fixed in one version is nothing', 'introduced 1.2.0, fixed 1.2.0', '1.2.0 1.3.0', ''],
    [
      'introduced and last affected in one version is that version',
      'introduced 1.2.0, last_affected 1.2.0',
      '1.1.0 1.2.0 1.3.0',
      '1.2.0',
    ],
    [
      'a second introduced changes nothing',
      'introduced 1.0.0, introduced 2.0.0, fixed 3.0.0',
      '1.0.0 2.0.0 3.0.0',
      '1.0.0 2.0.0',
    ],
    ['a second fixed changes nothing', 'introduced 1.0.0, fixed 2.0.0, fixed 3.0.0', '1.0.0 2.0.0 2.5.0', '1.0.0'],
  ])('%s', (_, events, asked, expected) => {
    expect(affectedOf(affectedWith({ events: [events] }), asked)).toBe(expected);
  });
});

describe('an affected entry', () => {
  it('affects what any of its ranges holds', () => {
    const entry = affectedWith({ events: ['introduced 1.0.0, fixed 1.5.0', 'introduced 3.0.0'] });

    expect(affectedOf(entry, '1.0.0 2.0.0 3.0.0')).toBe('1.0.0 3.0.0');
  });

  it('affects a listed version outside every range', () => {
    const entry = affectedWith({ events: ['introduced 1.0.0, fixed 2.0.0'], versions: ['2.4.0'] });

    expect(affectedOf(entry, '1.0.0 2.3.0 2.4.0')).toBe('1.0.0 2.4.0');
  });

  it('affects a version that equals a listed one without being written like it', () => {
    const entry = affectedWith({ ecosystem: 'PyPI', versions: ['1.0'] });

    expect(affectedOf(entry, '1.0.0 v1.0 1.0.1')).toBe('1.0.0 v1.0');
  });

  it('affects a listed Go version with or without its v', () => {
    const entry = affectedWith({ ecosystem: 'Go', versions: ['1.2.3'] });

    expect(verdictOf(entry, 'v1.2.3')).toBe('affected');
  });

  it('compares RPM versions by epoch before anything else', () => {
    const entry = affectedWith({ ecosystem: 'AlmaLinux:9', events: ['introduced 0, fixed 1:3.0.7-27.el9'] });

    expect(affectedOf(entry, '3.5.0-1.el9 1:3.0.7-26.el9 1:3.0.7-27.el9 2:1.0-1')).toBe('3.5.0-1.el9 1:3.0.7-26.el9');
  });

  it('leaves a version open that its ecosystem cannot order, unless it is listed word for word', () => {
    const entry = affectedWith({ ecosystem: 'PyPI', events: ['introduced 0'], versions: ['2004d-legacy'] });

    expect(verdictOf(entry, '2004d-legacy')).toBe('affected');
    expect(verdictOf(entry, '2005a-legacy')).toBe('unordered');
  });

  it('leaves every version open where the ecosystem has no order, unless it is listed', () => {
    const entry = affectedWith({ ecosystem: 'Unheard-of', events: ['introduced 0, fixed 2'], versions: ['1'] });

    expect(verdictOf(entry, '1')).toBe('affected');
    expect(verdictOf(entry, '3')).toBe('unordered');
  });

  it.each([
    ['commits alone', affectedWith({ ranges: [range('introduced 0', 'GIT')] })],
    ['nothing', affectedWith()],
  ])('cannot judge by %s, which leaves no doubt about versions', (_, entry) => {
    const comparer = comparerFor(entry.ecosystem);
    const judgement = judge(readAffected(entry, comparer), readVersion('1.0.0', comparer));

    expect(judgement.verdict).toBe('unjudged');
    expect(leavesDoubt(judgement)).toBe(false);
  });

  it.each([
    ['an event that cannot be ordered', affectedWith({ events: ['introduced 1.0.0, fixed soon'] })],
    ['no event that introduces', affectedWith({ events: ['fixed 1.0.0'] })],
    ['a part that could not be read', affectedWith({ events: ['introduced 3.0.0'], isIncomplete: true })],
  ])('cannot judge by %s, which leaves doubt', (_, entry) => {
    const comparer = comparerFor(entry.ecosystem);
    const judgement = judge(readAffected(entry, comparer), readVersion('2.0.0', comparer));

    expect(judgement.verdict).toBe('unjudged');
    expect(leavesDoubt(judgement)).toBe(true);
  });

  it('judges by versions where ranges of commits stand beside them', () => {
    const entry = affectedWith({ ranges: [range('introduced 0', 'GIT')], versions: ['1.0.0'] });

    expect(verdictOf(entry, '1.0.0')).toBe('affected');
    expect(verdictOf(entry, '1.0.1')).toBe('not-affected');
  });

  it('judges by the ranges it understands when another holds the version', () => {
    const entry = affectedWith({ events: ['introduced 1.0.0, fixed soon', 'introduced 0, fixed 3.0.0'] });

    expect(verdictOf(entry, '2.0.0')).toBe('affected');
    expect(verdictOf(entry, '4.0.0')).toBe('unjudged');
  });
});
