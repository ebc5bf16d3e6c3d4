import type { ComponentAssessment, ComponentFinding } from '../../model/finding.ts';

/**
 * Several installed versions of one package as one requirement: every advisory that is open for any of
 * them, and the target of the highest version that has something open, because moving there ends the lower ones too.
 * `lead` is the version that stands for the package, `others` come ascending.
 */
export function combineVersions(
  lead: ComponentAssessment,
  others: readonly ComponentAssessment[],
): ComponentAssessment {
  const open = others.filter(({ findings }) => findings.some(isOpen));
  const highest = open.at(-1);
  if (highest === undefined) return lead;
  const byAdvisory = new Map<string, ComponentFinding>();
  for (const finding of [lead, ...open].flatMap(({ findings }) => findings)) {
    const known = byAdvisory.get(finding.advisory);
    if (known === undefined || (!isOpen(known) && isOpen(finding)) || isSurer(finding, known)) {
      byAdvisory.set(finding.advisory, finding);
    }
  }
  const { target, partial, worse, jump, refusedTargets, component: targetFor } = highest;
  const unjudged = [...new Set([lead, ...open].flatMap((one) => one.unjudged))].sort();
  const findings = [...byAdvisory.values()];
  return { ...lead, targetFor, findings, target, partial, worse, jump, refusedTargets, unjudged };
}

function isOpen({ status }: ComponentFinding): boolean {
  return status === 'affected' || status === 'unknown';
}

function isSurer(finding: ComponentFinding, known: ComponentFinding): boolean {
  return finding.status === 'affected' && known.status === 'unknown';
}
