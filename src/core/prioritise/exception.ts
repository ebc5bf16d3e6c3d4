import type { Component } from '../../model/asset.ts';
import { type Diagnostic, type DiagnosticContext, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentFinding } from '../../model/finding.ts';
import type { Exception } from '../../model/generated/exception.ts';
import type { ExceptionCover } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate, Pointer } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { formatZoned, readMoment } from '../time.ts';
import { meansPackage, namesAdvisory } from './advisory-names.ts';
import type { ApprovalEvidence } from './approval.ts';

/** An exception that is approved and has not ended. */
export interface EffectiveException {
  readonly spec: Exception['spec'];
  readonly cover: ExceptionCover;
}

/** What decides whether an exception has an effect. */
export interface ExceptionContext {
  readonly estate: Estate;
  readonly approved: ReadonlyMap<string, ApprovalEvidence>;
  readonly asOf: Instant;
  readonly locate: Locate | undefined;
}

/**
 * The exceptions that have an effect, by name: approved by somebody who did not ask for them, and not ended.
 * Each other one is reported: `policy/exception-unapproved`, `policy/exception-self-approved`,
 * `policy/exception-expired`; what it would cover stays required.
 */
export function effectiveExceptions(context: ExceptionContext): Outcome<readonly EffectiveException[]> {
  const exceptions = [...(context.estate.resources.Exception?.values() ?? [])];
  const value: EffectiveException[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const exception of exceptions) {
    const { timeZone } = context.estate.workspace;
    const { spec } = exception.document;
    const expires = readMoment(spec.expires, timeZone, 'end');
    const problem = problemOf(exception, expires, context);
    if (problem !== undefined) diagnostics.push(problem);
    else if (expires !== undefined) value.push({ spec, cover: coverOf(exception, expires) });
  }
  return { value, diagnostics };
}

/**
 * Does an exception cover a finding? All parts it states must hold: the narrow reading, so that an accepted risk
 * never covers more than was read by its approver. `targetPatches` are the Patches that would be deployed.
 */
export function coversFinding(
  { spec }: EffectiveException,
  finding: ComponentFinding,
  component: Component,
  targetPatches: readonly string[],
): boolean {
  return (
    (spec.advisories === undefined || namesAdvisory(spec.advisories, finding)) &&
    (spec.packages === undefined || meansPackage(spec.packages, component)) &&
    (spec.patches === undefined || spec.patches.some((patch) => targetPatches.includes(patch)))
  );
}

function problemOf(
  exception: Resource<'Exception'>,
  expires: Instant | undefined,
  { estate, approved, asOf, locate }: ExceptionContext,
): Diagnostic | undefined {
  const { name } = exception;
  const at = (pointer: Pointer): DiagnosticContext => ({
    at: { file: exception.origin.file, range: locate?.(exception.origin, pointer) },
  });
  const evidence = approved.get(name);
  if (expires === undefined || asOf >= expires) {
    const when =
      expires === undefined ? exception.document.spec.expires : formatZoned(expires, estate.workspace.timeZone);
    return diagnostic('policy/exception-expired', { exception: name, expires: when }, at(['spec', 'expires']));
  }
  if (evidence === undefined) {
    return diagnostic('policy/exception-unapproved', { exception: name }, at(['metadata', 'name']));
  }
  const { requestedBy } = exception.document.spec;
  if (evidence.approvers.every((approver) => approver === requestedBy)) {
    const args = { exception: name, person: requestedBy };
    return diagnostic('policy/exception-self-approved', args, at(['spec', 'requestedBy']));
  }
  return undefined;
}

function coverOf({ name, document, origin }: Resource<'Exception'>, expires: Instant): ExceptionCover {
  const { treatment, reason } = document.spec;
  return { name, treatment, reason, expires, origin };
}
