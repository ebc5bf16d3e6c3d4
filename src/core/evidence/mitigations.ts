import type { Asset } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { Exception } from '../../model/generated/exception.ts';
import type { Reason, SharedRequirement } from '../../model/requirement.ts';
import { approvedExceptions } from '../prioritise/approval.ts';
import { formatZoned } from '../time.ts';

/** Reads an excepted requirement as mitigated where it is; as it was where it is not. */
export type Mitigated = (requirement: SharedRequirement, asset: Asset) => SharedRequirement;

/**
 * Tells which excepted requirements are mitigated: every finding is covered by an Exception of the treatment `mitigate`
 * whose compensating controls are all in evidence, and every rule that speaks of it takes a mitigation for an answer.
 * A control is in evidence where the Exception says where it can be seen, or the Inventory lists it for the asset.
 * Then the rules are met: nothing is overdue, and the requirement stays until the software is patched.
 * `undefined`: the estate has no such Exception.
 */
export function mitigationsIn(estate: Estate): Mitigated | undefined {
  const exceptions = [...(estate.resources.Exception?.values() ?? [])].filter(
    ({ document }) => document.spec.treatment === 'mitigate',
  );
  if (exceptions.length === 0) return undefined;
  const specs = new Map(exceptions.map(({ name, document }) => [name, document.spec] as const));
  const approved = approvedExceptions(estate);
  const when = (at: Parameters<typeof formatZoned>[0]): string => formatZoned(at, estate.workspace.timeZone);
  return (requirement, asset) => {
    const { findings, covered, exception, due } = requirement;
    const names = findings.map(({ advisory }) => covered?.get(advisory) ?? '');
    if (exception === undefined || !names.some((name) => specs.has(name)) || !isEnough(requirement)) return requirement;
    const lack = lackOf(names, { specs, asset });
    if (lack !== undefined) {
      return { ...requirement, reasons: [...requirement.reasons, { code: 'mitigation-insufficient', text: lack }] };
    }
    const controls = new Set(names.flatMap((name) => controlsOf(specs.get(name)).map(({ control }) => control)));
    const until = when(exception.expires);
    const text = `${[...controls].join(', ')} in place of the update (exception ${exception.name} until ${until})`;
    const inPlace = approved.get(exception.name)?.approvedAt;
    const late: readonly Reason[] =
      due !== undefined && inPlace !== undefined && inPlace > due
        ? [{ code: 'done-late', text: `it was due ${when(due)}` }]
        : [];
    const others = requirement.reasons.filter(({ code }) => code !== requirement.state);
    const reasons = [{ code: 'mitigated', text }, ...others, ...late];
    return { ...requirement, state: 'mitigated', overdue: false, reasons };
  };
}

interface Basis {
  readonly specs: ReadonlyMap<string, Exception['spec']>;
  readonly asset: Asset;
}

/** Does every rule take a mitigation for an answer? Where one does not, or none speaks, it is a risk that was accepted. */
function isEnough({ obligations }: SharedRequirement): boolean {
  return obligations.length > 0 && obligations.every(({ satisfiedBy }) => satisfiedBy.includes('mitigation'));
}

/** What keeps Exceptions from standing in place of the update. */
function lackOf(names: readonly string[], { specs, asset }: Basis): string | undefined {
  const other = names.find((name) => !specs.has(name));
  if (other !== undefined) return `a part is covered by exception ${other}, which mitigates nothing`;
  for (const name of new Set(names)) {
    const controls = controlsOf(specs.get(name));
    if (controls.length === 0) return `exception ${name} names no compensating control`;
    const unseen = controls.find(
      ({ control, evidence }) => evidence === undefined && !asset.controls.includes(control),
    );
    if (unseen !== undefined) return `nothing shows the control in place on ${asset.name}: ${unseen.control}`;
  }
  return undefined;
}

const controlsOf = (spec: Exception['spec'] | undefined) => spec?.compensatingControls ?? [];
