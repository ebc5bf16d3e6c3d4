import { type SeverityLevel, severityLevels } from '../../model/advisory.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import { type Obligation, priorities } from '../../model/requirement.ts';
import { bind } from './binding.ts';

/** Orders findings for people: by what they bind to, then by severity, unknown ones after known, then by name. */
export function byImportance(
  left: { readonly finding: ComponentFinding; readonly obligations: readonly Obligation[] },
  right: { readonly finding: ComponentFinding; readonly obligations: readonly Obligation[] },
): number {
  const [one, other] = [bind(left.obligations), bind(right.obligations)];
  return (
    priorities.indexOf(one.priority) - priorities.indexOf(other.priority) ||
    (one.due ?? Number.MAX_VALUE) - (other.due ?? Number.MAX_VALUE) ||
    severityRank(left.finding) - severityRank(right.finding) ||
    (left.finding.advisory < right.finding.advisory ? -1 : 1)
  );
}

/** The highest severity that is known. `undefined`: of none it is known. */
export function severityOf(findings: readonly ComponentFinding[]): SeverityLevel | undefined {
  return severityLevels[Math.min(...findings.map(severityRank))];
}

function severityRank({ facts }: ComponentFinding): number {
  const level = facts.severity.value;
  return level === undefined ? severityLevels.length : severityLevels.indexOf(level);
}
