import type { Requirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { lastWords } from '../evidence/supersession.ts';
import { advisoryIds } from '../ledger/identity.ts';
import { readMoment } from '../time.ts';
import type { ReportInput } from './input.ts';

/** When the first advisory of a requirement was published; `undefined`: none of them says so. */
export function publishedAt({ findings }: Pick<Requirement, 'findings'>): Instant | undefined {
  return earliest(findings.flatMap(({ facts }) => facts.published.value ?? []));
}

/** When somebody first recorded that they looked at an advisory of a requirement; `undefined`: no record says so. */
export function evaluations({
  decision: { estate },
}: Pick<ReportInput, 'decision'>): (requirement: Requirement) => Instant | undefined {
  const { timeZone } = estate.workspace;
  const byAdvisory = new Map<string, Instant>();
  for (const { document } of lastWords([...(estate.resources.EvaluationRecord?.values() ?? [])])) {
    const at = readMoment(document.spec.evaluatedAt, timeZone, 'start');
    if (at === undefined) continue;
    for (const advisory of document.spec.rows.flatMap(({ advisories }) => advisories)) {
      const known = byAdvisory.get(advisory);
      if (known === undefined || at < known) byAdvisory.set(advisory, at);
    }
  }
  if (byAdvisory.size === 0) return () => undefined;
  return ({ findings }) =>
    earliest(
      findings.flatMap((finding) =>
        [...advisoryIds(finding), ...finding.cves].flatMap((id) => byAdvisory.get(id) ?? []),
      ),
    );
}

/** Advisories of a requirement whose severity nobody stated. */
export const unratedIn = ({ findings }: Pick<Requirement, 'findings'>): readonly string[] =>
  findings.filter(({ facts }) => facts.severity.value === undefined).map(({ advisory }) => advisory);

function earliest(instants: readonly Instant[]): Instant | undefined {
  let first: Instant | undefined;
  for (const at of instants) if (first === undefined || at < first) first = at;
  return first;
}
