import type { Asset } from '../../model/asset.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { OpenVexStatement } from '../../model/openvex.ts';
import type { SharedRequirement } from '../../model/requirement.ts';
import { componentKey } from '../assess/component-key.ts';
import type { Decision } from '../plan/decision.ts';
import { formatInstant, readMoment } from '../time.ts';
import { type Holding, type Products, vulnerabilityOf } from './published-products.ts';

/** Statements about what is open, and whether an advisory is open for a component anywhere. */
export interface OpenStatements {
  readonly statements: readonly OpenVexStatement[];
  readonly isOpen: (component: Holding['component'], advisory: string) => boolean;
}

/** One thing that is said of a finding, and where it holds. */
interface Said {
  readonly finding: ComponentFinding;
  readonly action: string;
  readonly component: Holding['component'];
  readonly assets: Asset[];
}

/** What is affected or being looked into, each with what is done about it: the update, an exception, or neither. */
export function openStatements(decision: Decision, products: Products): OpenStatements {
  const said = new Map<string, Said>();
  const open = new Set<string>();
  const actions = actionsIn(decision);
  for (const [requirement, assets] of carriersOf(decision)) {
    const { component } = requirement;
    for (const finding of requirement.findings) {
      const action = actions(requirement, finding);
      const key = JSON.stringify([componentKey(component), finding.advisory, finding.status, action]);
      open.add(openKey(component, finding.advisory));
      const known = said.get(key) ?? { finding, action, component, assets: [] };
      known.assets.push(...assets);
      said.set(key, known);
    }
  }
  return {
    statements: [...said.values()].map((one) => statementOf(one, products)),
    isOpen: (component, advisory) => open.has(openKey(component, advisory)),
  };
}

const openKey = (component: Holding['component'], advisory: string): string =>
  `${componentKey(component)}\u0000${advisory}`;

/** What is required, with the assets of which it is: alike assets share one object. */
function carriersOf({ plan, estate }: Decision): ReadonlyMap<SharedRequirement, readonly Asset[]> {
  const carriers = new Map<SharedRequirement, Asset[]>();
  for (const [place, asset] of estate.assets.entries()) {
    for (const requirement of plan.book.sets[place]?.requirements ?? []) {
      const known = carriers.get(requirement);
      if (known === undefined) carriers.set(requirement, [asset]);
      else known.push(asset);
    }
  }
  return carriers;
}

function statementOf({ finding, action, component, assets }: Said, products: Products): OpenVexStatement {
  const vulnerability = vulnerabilityOf(finding);
  const { products: meant, status_notes: where = '' } = products.of([{ component, assets: [...new Set(assets)] }]);
  const notes = (note: string): Pick<OpenVexStatement, 'status_notes'> => {
    const text = [where, note].filter((part) => part !== '').join(' ');
    return text === '' ? {} : { status_notes: text };
  };
  if (finding.status === 'affected') {
    return { vulnerability, products: meant, status: 'affected', ...notes(''), action_statement: action };
  }
  const because = finding.status === 'unknown' ? 'The installed version cannot be judged: a person must.' : '';
  return { vulnerability, products: meant, status: 'under_investigation', ...notes(because) };
}

/** What is done about a finding, in a sentence. An exception that covers it comes first, then what an Assessment advises. */
function actionsIn({ estate }: Decision): (requirement: SharedRequirement, finding: ComponentFinding) => string {
  const { Exception: exceptions, Assessment: assessments } = estate.resources;
  const { timeZone } = estate.workspace;
  return (requirement, { advisory, evidence }) => {
    const name = requirement.covered?.get(advisory) ?? requirement.exception?.name;
    const spec = name === undefined ? undefined : exceptions?.get(name)?.document.spec;
    if (spec !== undefined) {
      const expires = readMoment(spec.expires, timeZone, 'end');
      const until = expires === undefined ? spec.expires : formatInstant(expires);
      const controls = (spec.compensatingControls ?? []).map(({ control }) => control);
      const meanwhile =
        controls.length === 0 ? 'No compensating control is stated' : `Meanwhile: ${controls.join('; ')}`;
      return `Exception ${name} (${spec.treatment}) until ${until}: ${spec.reason}. ${meanwhile}.`;
    }
    const advised = evidence.findLast(({ document }) => assessments?.get(document)?.document.spec.actionStatement);
    return (
      (advised && assessments?.get(advised.document)?.document.spec.actionStatement) ?? remediationText(requirement)
    );
  };
}

function remediationText({ component, target, partial }: SharedRequirement): string {
  if (target !== undefined) return `Update ${component.name} to ${target}.`;
  if (partial !== undefined)
    return `Update ${component.name} to ${partial.version}, which fixes a part; mitigate the rest.`;
  return 'No fixed version is known: mitigate, remove or accept.';
}
