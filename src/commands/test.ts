import { workspaceSettings } from '../core/estate/workspace.ts';
import { failures, unreachedRules } from '../core/policy-test/problems.ts';
import { testPolicies } from '../core/policy-test/run.ts';
import { reachesEnough, totalsOf } from '../core/policy-test/totals.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Kind } from '../model/kinds.ts';
import type { PolicyTestTotals } from '../model/policy-test.ts';
import type { Resource } from '../model/resource.ts';
import { fitLines } from '../render/fit-lines.ts';
import { renderPolicyTests } from '../render/policy-test/registry.ts';
import type { CommandOptions, CommandRun } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { openResources } from './open-resources.ts';
import { exitCodeOf, noteProblems } from './outcome.ts';

/** Runs the unit tests that stand beside the policies, and names the rules that none of them reaches. */
export const run: CommandRun = async (context, _args, options) => {
  const { terminal, global } = context;
  const minimum = readMinimum(options['minCoverage']);
  const { resources, locate, diagnostics, sources } = openResources(context);
  noteProblems(context, diagnostics, sources);
  const ofKind = <K extends Kind>(kind: K) =>
    resources.filter((resource): resource is Resource<K> => resource.kind === kind);
  const workspace = workspaceSettings(ofKind('Workspace')[0]);
  const tested = testPolicies({ policies: ofKind('PatchPolicy'), workspace, locate });
  const totals = totalsOf(tested);
  const remarks = remarksOn(totals, minimum);
  const view = {
    run: tested,
    totals,
    failures: failures(tested),
    unreached: unreachedRules(tested),
    remarks,
    sources,
    paint: terminal.paint,
    quiet: global.quiet,
  };
  const format = global.format ?? 'text';
  const rendered = renderPolicyTests(format, view);
  terminal.out(format === 'text' ? fitLines(rendered, terminal.columns) : rendered);
  const isViolated = totals.failed > 0 || remarks.some(({ severity }) => severity === 'error');
  return isViolated ? exitCodes.violated : exitCodeOf(context, diagnostics, false);
};

/** A whole or broken percentage, with or without its sign. */
function readMinimum(given: CommandOptions[string]): number | undefined {
  if (given === undefined) return undefined;
  const digits = /^(\d{1,3}(?:\.\d+)?)\s*%?$/.exec(String(given))?.[1];
  if (digits !== undefined && Number(digits) <= 100) return Number(digits);
  throw new CommandError(`--min-coverage ${String(given)} is no percentage`, { hint: 'write a number from 0 to 100' });
}

function remarksOn(totals: PolicyTestTotals, minimum: number | undefined): readonly Diagnostic[] {
  const { tests, reached, rules, coverage } = totals;
  const isLow = minimum !== undefined && !reachesEnough(totals, minimum);
  return [
    ...(tests === 0 ? [diagnostic('policy-test/no-tests', {})] : []),
    ...(isLow ? [diagnostic('policy-test/low-coverage', { reached, rules, coverage, minimum })] : []),
  ];
}
