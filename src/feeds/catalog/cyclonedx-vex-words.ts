import type { VexJustification, VexStatus } from '../../model/vex.ts';
import { textOf, type UnknownRecord } from '../shape.ts';

const states = {
  resolved: 'fixed',
  resolved_with_pedigree: 'fixed',
  exploitable: 'affected',
  in_triage: 'under-investigation',
  false_positive: 'not-affected',
  not_affected: 'not-affected',
} as const satisfies Record<string, VexStatus>;

type State = keyof typeof states;

/**
 * CycloneDX's justifications (1.6, `impactAnalysisJustification`) in the words of OpenVEX. CycloneDX has more words: what a
 * configuration, a dependency or an environment would have to bring is out of an attacker's hands or not there, and every
 * protection is a mitigation. The original word stays in the impact statement.
 */
const justifications: Readonly<Record<string, VexJustification>> = {
  code_not_present: 'vulnerable_code_not_present',
  code_not_reachable: 'vulnerable_code_not_in_execute_path',
  requires_configuration: 'vulnerable_code_cannot_be_controlled_by_adversary',
  requires_dependency: 'component_not_present',
  requires_environment: 'vulnerable_code_cannot_be_controlled_by_adversary',
  protected_by_compiler: 'inline_mitigations_already_exist',
  protected_at_runtime: 'inline_mitigations_already_exist',
  protected_at_perimeter: 'inline_mitigations_already_exist',
  protected_by_mitigating_control: 'inline_mitigations_already_exist',
};

/** An analysis in the words of OpenVEX. `state` is CycloneDX's own. */
export interface StatedAnalysis {
  readonly state: State;
  readonly status: VexStatus;
  readonly justification: VexJustification | undefined;
  readonly impactStatement: string | undefined;
  readonly actionStatement: string | undefined;
  readonly dated: string | undefined;
}

/** Reads `analysis`, or says why it states nothing that could be relied on. */
export function readAnalysis(analysis: UnknownRecord): StatedAnalysis | string {
  const state = textOf(analysis, 'state');
  if (state === undefined) return 'its analysis has no state';
  if (!isState(state)) return `its state "${state.slice(0, 60)}" is none of CycloneDX`;
  const status = states[state];
  const word = textOf(analysis, 'justification');
  const detail = textOf(analysis, 'detail');
  const dated = textOf(analysis, 'lastUpdated') ?? textOf(analysis, 'firstIssued');
  if (status !== 'not-affected') {
    return { state, status, justification: undefined, impactStatement: undefined, actionStatement: detail, dated };
  }
  const justification = word !== undefined && Object.hasOwn(justifications, word) ? justifications[word] : undefined;
  if (word !== undefined && justification === undefined) {
    return `its justification "${word.slice(0, 60)}" is none of CycloneDX`;
  }
  const origin = word ?? (state === 'false_positive' ? 'false_positive' : undefined);
  const reasons = [origin, detail].filter((part) => part !== undefined);
  if (reasons.length === 0) return 'a product is not affected without justification or detail';
  return { state, status, justification, impactStatement: reasons.join(': '), actionStatement: undefined, dated };
}

function isState(word: string): word is State {
  return Object.hasOwn(states, word);
}
