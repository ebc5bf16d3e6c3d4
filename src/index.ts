/**
 * The library: the pure part of Patchledger for programs that have texts and want decisions.
 *
 * Nothing here reads files, asks the clock or the network. Files go in as `{path, text}`, the instant is an argument, and
 * every stage answers `{value, diagnostics}`: what could be read, and everything that was wrong with it.
 */
export { linkFiles } from './commands/link-files.ts';
export { type DecideInput, decide } from './core/decide.ts';
export { loadResources } from './core/load/load.ts';
export type { Decision } from './core/plan/decision.ts';
export { failures, unreachedRules } from './core/policy-test/problems.ts';
export { type PolicyTestInput, testPolicies } from './core/policy-test/run.ts';
export { totalsOf } from './core/policy-test/totals.ts';
export { clausesByDocument, frameworkMatrices, type OfferedFor } from './core/report/frameworks.ts';
export { formatInstant, parseInstant } from './core/time.ts';
export { comparerById, comparerFor, compareVersions } from './ecosystems/registry.ts';
export type { Comparer, Order } from './model/comparer.ts';
export type { Code, Diagnostic, Outcome } from './model/diagnostic.ts';
export type { Estate, WorkspaceSettings } from './model/estate.ts';
export { defaultFolders, type EstateFolders } from './model/estate-files.ts';
export { type Kind, kinds, type ResourceByKind } from './model/kinds.ts';
export type { Plan, ToolVersion } from './model/plan.ts';
export type { PolicyTestRun, PolicyTestTotals } from './model/policy-test.ts';
export type { FrameworkMatrix } from './model/report.ts';
export type { Requirement } from './model/requirement.ts';
export type { Resource } from './model/resource.ts';
export type { Locate, SourceFile } from './model/source.ts';
export type { Instant } from './model/time.ts';
export type { Visit } from './model/visit.ts';
