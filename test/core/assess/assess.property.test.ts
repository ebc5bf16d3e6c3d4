import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge, readAffected, readVersion } from '../../../src/core/assess/match.ts';
import { comparerFor } from '../../../src/ecosystems/registry.ts';
import type { AdvisoryDocument, AffectedPackage, RangeEvent, VersionRange } from '../../../src/model/advisory.ts';
import type { ComponentAssessment } from '../../../src/model/finding.ts';
import { affectedWith, assessAll, assessOne, catalogWith, documentWith } from '../../support/catalog.ts';
import { at, componentWith } from '../../support/world.ts';

const versions = fc
  .record({ major: fc.nat(3), minor: fc.nat(3), pre: fc.constantFrom('', '', '', '-rc.1') })
  .map(({ major, minor, pre }) => `${major}.${minor}.0${pre}`);
const version = fc.oneof({ weight: 30, arbitrary: versions }, { weight: 1, arbitrary: fc.constant('soon') });

const event: fc.Arbitrary<RangeEvent> = fc.oneof(
  { weight: 4, arbitrary: version.map((text) => ({ kind: 'introduced', version: text }) as const) },
  { weight: 2, arbitrary: fc.constant({ kind: 'introduced', version: '0' } as const) },
  { weight: 5, arbitrary: version.map((text) => ({ kind: 'fixed', version: text }) as const) },
  { weight: 1, arbitrary: version.map((text) => ({ kind: 'last_affected', version: text }) as const) },
  { weight: 1, arbitrary: version.map((text) => ({ kind: 'limit', version: text }) as const) },
);
const range: fc.Arbitrary<VersionRange> = fc.record({
  type: fc.constantFrom('SEMVER', 'ECOSYSTEM', 'ECOSYSTEM', 'GIT'),
  events: fc.array(event, { minLength: 1, maxLength: 5 }),
});
const affected: fc.Arbitrary<AffectedPackage> = fc
  .record({ ranges: fc.array(range, { maxLength: 3 }), versions: fc.array(version, { maxLength: 2 }) })
  .map((parts) => affectedWith(parts));
const documents: fc.Arbitrary<readonly AdvisoryDocument[]> = fc
  .array(
    fc.record({
      affected: fc.array(affected, { minLength: 1, maxLength: 2 }),
      aliases: fc.array(fc.constantFrom('X', 'Y', 'Z'), { maxLength: 1 }),
      isWithdrawn: fc.constantFrom(true, false, false, false, false),
      word: fc.constantFrom('low', 'critical', undefined),
    }),
    { maxLength: 5 },
  )
  .map((drafts) =>
    drafts.map(({ affected: entries, aliases, isWithdrawn, word }, index) =>
      documentWith(`DOC-${index}`, {
        affected: entries,
        aliases,
        severity: word === undefined ? [] : [{ step: 'osv', word }],
        ...(isWithdrawn && { withdrawn: at('2026-01-01T00:00:00Z') }),
      }),
    ),
  );

const semver = comparerFor('npm');

/** Every document that affects npm's `app` in a version, found without any of the engine's short cuts. */
function affectingDocuments(all: readonly AdvisoryDocument[], installed: string): readonly string[] {
  return all
    .filter((document) => document.withdrawn === undefined)
    .filter((document) =>
      document.affected.some(
        (entry) => judge(readAffected(entry, semver), readVersion(installed, semver)).verdict === 'affected',
      ),
    )
    .map((document) => document.id);
}

/** Is a version affected by a range, read straight from the schema's pseudo code (one event at each version)? */
function isInRange({ events }: VersionRange, installed: string): boolean {
  if (semver === undefined) throw new Error('no comparer');
  const compare = (left: string, right: string): number => semver.compare(semver.parse(left), semver.parse(right));
  const limits = events.filter(({ kind }) => kind === 'limit');
  if (limits.length > 0 && !limits.some((limit) => compare(installed, limit.version) < 0)) return false;
  const isBottom = (one: RangeEvent): boolean => one.kind === 'introduced' && one.version === '0';
  const sorted = events.toSorted(
    (a, b) => Number(isBottom(b)) - Number(isBottom(a)) || (isBottom(a) ? 0 : compare(a.version, b.version)),
  );
  let isVulnerable = false;
  for (const one of sorted) {
    if (one.kind === 'introduced' && (isBottom(one) || compare(installed, one.version) >= 0)) isVulnerable = true;
    if (one.kind === 'fixed' && compare(installed, one.version) >= 0) isVulnerable = false;
    if (one.kind === 'last_affected' && compare(installed, one.version) > 0) isVulnerable = false;
  }
  return isVulnerable;
}

describe('assessment', () => {
  it('agrees with the evaluation of the OSV schema on ranges without two events at one version', () => {
    const events = fc
      .uniqueArray(event, { minLength: 1, maxLength: 6, selector: (one) => one.version })
      .filter((all) => all.some(({ kind }) => kind === 'introduced') && all.every((one) => one.version !== 'soon'));
    fc.assert(
      fc.property(events, versions, (all, installed) => {
        const entry: AffectedPackage = affectedWith({ ranges: [{ type: 'SEMVER', events: all }] });
        const { verdict } = judge(readAffected(entry, semver), readVersion(installed, semver));
        expect(verdict).toBe(isInRange({ type: 'SEMVER', events: all }, installed) ? 'affected' : 'not-affected');
      }),
      { numRuns: 2000 },
    );
  });

  it('names exactly the documents that affect the version', () => {
    fc.assert(
      fc.property(documents, version, (all, installed) => {
        const { findings } = assessOne(installed, catalogWith(all));
        const named = findings.flatMap(({ affectedBy }) => affectedBy).sort();
        expect(named).toEqual(affectingDocuments(all, installed));
      }),
      { numRuns: 500 },
    );
  });

  it('never proposes a target that is affected, or not above the installed version', () => {
    fc.assert(
      fc.property(documents, versions, (all, installed) => {
        const { target } = assessOne(installed, catalogWith(all));
        if (target === undefined || semver === undefined) return;
        expect(affectingDocuments(all, target)).toEqual([]);
        expect(semver.compare(semver.parse(target), semver.parse(installed))).toBeGreaterThan(0);
      }),
      { numRuns: 1000 },
    );
  });

  it('proposes the smallest target there is', () => {
    fc.assert(
      fc.property(documents, versions, (all, installed) => {
        const { target, findings } = assessOne(installed, catalogWith(all));
        if (semver === undefined || !findings.some(({ status }) => status === 'affected')) return;
        const isBelow = (left: string, right: string): boolean =>
          semver.compare(semver.parse(left), semver.parse(right)) < 0;
        const fixes = all
          .filter((document) => document.withdrawn === undefined)
          .flatMap((document) => document.affected)
          .flatMap((entry) =>
            readAffected(entry, semver).ranges.flatMap(({ fixes: some }) => some.map(({ text }) => text)),
          );
        const clean = fixes.filter((fix) => isBelow(installed, fix) && affectingDocuments(all, fix).length === 0);
        expect(clean.filter((fix) => target === undefined || isBelow(fix, target))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('never loses what affects a version when a document is added', () => {
    fc.assert(
      fc.property(documents, version, (all, installed) => {
        const affectedBy = (some: readonly AdvisoryDocument[]): readonly string[] =>
          assessOne(installed, catalogWith(some)).findings.flatMap((finding) => finding.affectedBy);
        expect(affectedBy(all)).toEqual(expect.arrayContaining([...affectedBy(all.slice(1))]));
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order of documents, events, listed versions or components', () => {
    const reversed = (all: readonly AdvisoryDocument[]): readonly AdvisoryDocument[] =>
      all.toReversed().map((document) => ({
        ...document,
        affected: document.affected.map((entry) => ({
          ...entry,
          versions: entry.versions.toReversed(),
          ranges: entry.ranges.map((one) => ({ ...one, events: one.events.toReversed() })),
        })),
      }));
    fc.assert(
      fc.property(documents, fc.array(version, { minLength: 1, maxLength: 4 }), (all, installed) => {
        const components = installed.map((text) => componentWith({ version: text }));
        const straight = assessAll(components, catalogWith(all));
        const other = assessAll(components.toReversed(), catalogWith(reversed(all)));
        const plain = (outcome: typeof straight): unknown => [
          outcome.diagnostics,
          [...outcome.value].sort().map(comparable),
        ];
        expect(plain(other)).toEqual(plain(straight));
      }),
      { numRuns: 300 },
    );
  });
});

/** An assessment without the documents themselves, which come in the order that was just changed. */
function comparable([key, assessment]: readonly [string, ComponentAssessment]): unknown {
  const findings = assessment.findings.map((finding) => ({
    ...finding,
    documents: finding.documents.map((document) => document.id),
  }));
  return [key, { ...assessment, findings }];
}
