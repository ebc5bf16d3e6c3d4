import type { CoveredRequirement } from '../../model/exception-draft.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { Exception } from '../../model/generated/exception.ts';
import type { Requirement } from '../../model/requirement.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import { namesAdvisory, unnamedCves } from '../prioritise/advisory-names.ts';
import { coversFinding } from '../prioritise/exception.ts';
import { formatZoned } from '../time.ts';

type Spec = Exception['spec'];

/** What an exception names beside its assets. */
export type ExceptionScope = Pick<Spec, 'advisories' | 'packages'>;

/**
 * What an exception must name to cover a subject: its package for a component, the advisory as it was typed, and both
 * for the id of a requirement, which is this package with the advisories that are open today.
 */
export function scopeOf(subject: string, requirements: readonly Requirement[]): ExceptionScope {
  const asRequirement = requirements.find(({ id }) => id === subject);
  if (asRequirement !== undefined) {
    const { component, findings } = asRequirement;
    return { advisories: findings.map(({ advisory }) => advisory), packages: [packageOf(component)] };
  }
  const asComponent = requirements.filter(({ component }) => component.name === subject);
  if (asComponent.length === 0) return { advisories: [subject] };
  const packages = new Map(asComponent.map(({ component }) => [component.ecosystem, packageOf(component)]));
  return { packages: [...packages.values()] };
}

const packageOf = ({ ecosystem, name }: Requirement['component']) => ({ ecosystem, name });

/** What an exception of this scope covers of some requirements. Those that it does not touch are left out. */
export function coveredBy(
  spec: Spec,
  requirements: readonly Requirement[],
  zone: TimeZone,
): readonly CoveredRequirement[] {
  const { treatment, reason } = spec;
  const cover = { name: '', treatment, reason, expires: 0 as Instant, origin: { file: '', document: 0 } };
  return requirements.flatMap((requirement) => {
    const isCovered = (finding: ComponentFinding) =>
      coversFinding({ spec, cover }, { finding, component: requirement.component, targetPatches: [] });
    const advisories = requirement.findings.filter(isCovered).map(({ advisory }) => advisory);
    const isWhole = advisories.length === requirement.findings.length;
    return advisories.length === 0 ? [] : [{ requirement, summary: summaryOf(requirement, zone), advisories, isWhole }];
  });
}

function summaryOf({ component, target, partial, priority, due }: Requirement, zone: TimeZone): string {
  const partly = partial === undefined ? 'without a fixed version' : `→ ${partial.version} (partly)`;
  const to = target === undefined ? partly : `→ ${target}`;
  const when = due === undefined ? 'no deadline' : `due ${formatZoned(due, zone)}`;
  return `${component.name} ${component.version} ${to}, ${priority}, ${when}`;
}

/**
 * What an approver might not expect of a scope: a package takes later advisories in, and an erratum of which only some
 * CVEs are named stays required.
 */
export function remarksOn(scope: ExceptionScope, requirements: readonly Requirement[]): readonly string[] {
  const { advisories, packages } = scope;
  if (advisories === undefined) {
    const names = [...new Set((packages ?? []).map(({ name }) => name))].join(', ');
    return [`it covers every advisory of ${names}, those published later too; name an advisory to except only that`];
  }
  const named = requirements.flatMap(({ findings }) => findings).filter((one) => namesAdvisory(advisories, one));
  const left = new Map(named.map((finding) => [finding.advisory, unnamedCves(advisories, finding)] as const));
  return [...left].flatMap(([advisory, cves]) =>
    cves.length === 0
      ? []
      : [`${advisory} stays required, because it speaks of ${cves.join(', ')} too; name it to accept all of it`],
  );
}
