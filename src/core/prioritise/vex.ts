import type { Component } from '../../model/asset.ts';
import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentFinding, FindingStatus, MatchEvidence } from '../../model/finding.ts';
import type { Assessment } from '../../model/generated/assessment.ts';
import type { Instant } from '../../model/time.ts';
import { parseInstant } from '../time.ts';
import { meansPackage, namesAdvisory, unnamedCves } from './advisory-names.ts';
import type { VendorPatch } from './patches.ts';

/** A VEX statement of the estate. */
export interface Statement {
  readonly name: string;
  readonly spec: Assessment['spec'];
  readonly at: Instant | undefined;
}

/** From the most to the least cautious: of two statements that are equally new the more cautious one counts. */
const caution: readonly Assessment['spec']['status'][] = ['affected', 'under-investigation', 'fixed', 'not-affected'];

/**
 * The VEX statements that count, the one that decides last. `not-affected` without a justification or an impact
 * statement counts for nothing and is reported (`policy/assessment-unjustified`; OpenVEX asks for one of them).
 */
export function vexStatements(estate: Estate): Outcome<readonly Statement[]> {
  const diagnostics: Diagnostic[] = [];
  const value = [...(estate.resources.Assessment?.values() ?? [])].flatMap(
    ({ name, document, origin }): Statement[] => {
      const { spec } = document;
      if (spec.status === 'not-affected' && spec.justification === undefined && spec.impactStatement === undefined) {
        diagnostics.push(
          diagnostic('policy/assessment-unjustified', { assessment: name }, { at: { file: origin.file } }),
        );
        return [];
      }
      return [{ name, spec, at: spec.assessedAt === undefined ? undefined : parseInstant(spec.assessedAt) }];
    },
  );
  return { value: value.sort(byWeight), diagnostics };
}

/** Tells findings that a statement, or a release that is not in effect yet, may open again, whatever the version says. */
export function reopening(estate: Estate): (finding: ComponentFinding) => boolean {
  const stated = [...(estate.resources.Assessment?.values() ?? [])]
    .map(({ document }) => document.spec)
    .filter(({ status }) => status === 'affected' || status === 'under-investigation');
  const releases = [...(estate.resources.Patch?.values() ?? [])]
    .map(({ document }) => document.spec)
    .filter(({ phases = [], activation }) => activation !== undefined || phases.includes('activate'));
  const named = [...stated.map(({ advisories }) => advisories), ...releases.map(({ fixes = [] }) => fixes)];
  return (finding) => named.some((advisories) => namesAdvisory(advisories, finding));
}

/** A finding that the installed version fixes is open all the same while what fixes it is not in effect. */
export function untilActive(finding: ComponentFinding, inactive: readonly VendorPatch[]): ComponentFinding {
  const release = finding.status === 'fixed' && inactive.find(({ fixes }) => namesAdvisory(fixes, finding));
  if (!release) return finding;
  const because = `fixed by ${release.version}, which is installed and not active yet`;
  const evidence: MatchEvidence = { document: release.name, verdict: 'affected', because };
  const affectedBy = finding.documents.map(({ id }) => id);
  return { ...finding, status: 'affected', affectedBy, evidence: [...finding.evidence, evidence] };
}

/**
 * A finding as the statements leave it: the last that speaks of it sets its status and stands in its evidence. An erratum
 * about several CVEs is cleared when every one of them is, or when the erratum itself is named: a word about one CVE says
 * nothing about the others.
 */
export function withStatements(
  finding: ComponentFinding,
  component: Component,
  statements: readonly Statement[],
): ComponentFinding {
  if (statements.length === 0) return finding;
  const about = statements.filter(
    ({ spec }) =>
      namesAdvisory(spec.advisories, finding) &&
      (spec.packages === undefined || meansPackage(spec.packages, component)),
  );
  const clearing = about.filter(isClearing);
  const named = clearing.flatMap(({ spec }) => spec.advisories);
  const left = clearing.length === 0 ? [] : unnamedCves(named, finding);
  const partial = left.length === 0 ? [] : clearing.map((statement) => partialEvidence(statement, left));
  const evidence = [...finding.evidence, ...partial];
  const decisive = about.findLast((statement) => left.length === 0 || !isClearing(statement));
  if (decisive === undefined) return partial.length === 0 ? finding : { ...finding, evidence };
  const { status, justification, impactStatement } = decisive.spec;
  const because = [justification, impactStatement].filter((part) => part !== undefined).join(': ') || status;
  const decided: MatchEvidence = { document: decisive.name, verdict: verdictOf(status), because };
  return { ...finding, status, evidence: [...evidence, decided], facts: factsUnder(finding, decisive) };
}

/** Where somebody found a version affected that a fix stands in, the fix does not fix: whether there is one is not known. */
function factsUnder({ status: before, facts }: ComponentFinding, decisive: Statement): ComponentFinding['facts'] {
  if (isClearing(decisive) || (before !== 'fixed' && before !== 'not-affected')) return facts;
  return { ...facts, fixAvailable: { value: undefined, source: decisive.name } };
}

function isClearing({ spec }: Statement): boolean {
  return spec.status === 'not-affected' || spec.status === 'fixed';
}

function partialEvidence({ name, spec }: Statement, left: readonly string[]): MatchEvidence {
  const because = `${spec.status} for a part of it; nothing is said of ${left.join(', ')}`;
  return { document: name, verdict: 'unjudged', because };
}

/** Does a finding ask for something? One under investigation does: its clock does not wait. */
export function isOpenFinding({ status }: ComponentFinding): boolean {
  return status === 'affected' || status === 'unknown' || status === 'under-investigation';
}

function verdictOf(status: FindingStatus): MatchEvidence['verdict'] {
  if (status === 'affected') return 'affected';
  return status === 'under-investigation' ? 'unjudged' : 'not-affected';
}

function byWeight(left: Statement, right: Statement): number {
  const age = (left.at ?? Number.NEGATIVE_INFINITY) - (right.at ?? Number.NEGATIVE_INFINITY) || 0;
  const care = caution.indexOf(right.spec.status) - caution.indexOf(left.spec.status);
  return age || care || (left.name < right.name ? -1 : 1);
}
