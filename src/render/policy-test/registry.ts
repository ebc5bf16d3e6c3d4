import { renderDiagnosticsGithub } from '../diagnostics/github.ts';
import { renderPolicyTestsJson } from './json.ts';
import { renderPolicyTestsJunit } from './junit.ts';
import { renderPolicyTestsText } from './text.ts';
import type { PolicyTestView } from './view.ts';

/** Turns a run of policy tests into a text that ends with a line break. */
type PolicyTestRenderer = (view: PolicyTestView) => string;

/** Every format that a run of policy tests can be shown in. */
const policyTestRenderers = {
  text: renderPolicyTestsText,
  json: renderPolicyTestsJson,
  junit: renderPolicyTestsJunit,
  github: ({ failures, unreached, remarks }) => renderDiagnosticsGithub([...failures, ...remarks, ...unreached]),
} as const satisfies Record<string, PolicyTestRenderer>;

/** Renders in a format of the registry; the command line has refused any other name. */
export function renderPolicyTests(format: string, view: PolicyTestView): string {
  if (!Object.hasOwn(policyTestRenderers, format)) throw new Error(`no renderer for format ${format}`);
  return policyTestRenderers[format as keyof typeof policyTestRenderers](view);
}
