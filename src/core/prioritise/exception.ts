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
import { meansPackage, namesAdvisory, unnamedCves } from './advisory-names.ts';
import { type ApprovalEvidence, isSelfApproved } from './approval.ts';

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

/** A component with a finding, and the Patches that would be deployed for it, by name. */
export interface ExceptedCase {
  readonly finding: ComponentFinding;
  readonly component: Component;
  readonly targetPatches: readonly string[];
}

/**
 * Does an exception cover a finding? All parts it states must hold: the narrow reading, so that an accepted risk
 * never covers more than was read by its approver. An erratum about several CVEs is covered when it is named itself, or
 * every one of its CVEs is: the risk of one is not the risk of the others.
 */
export function coversFinding(exception: EffectiveException, excepted: ExceptedCase): boolean {
  const { advisories } = exception.spec;
  if (!speaksOf(exception, excepted)) return false;
  return advisories === undefined || unnamedCves(advisories, excepted.finding).length === 0;
}

/** Does it mean the finding, whole or in part? */
function speaksOf({ spec }: EffectiveException, { finding, component, targetPatches }: ExceptedCase): boolean {
  return (
    (spec.advisories === undefined || namesAdvisory(spec.advisories, finding)) &&
    (spec.packages === undefined || meansPackage(spec.packages, component)) &&
    (spec.patches === undefined || spec.patches.some((patch) => targetPatches.includes(patch)))
  );
}

/** What exceptions make of a finding. */
export interface ExceptionReading {
  /** `undefined`: some of it is accepted by nobody. */
  readonly cover: ExceptionCover | undefined;
  /** Exceptions that name a part of it, and the CVEs that none of them names. Absent: there is none, or it is covered. */
  readonly partly?: { readonly exceptions: readonly string[]; readonly left: readonly string[] } | undefined;
}

/**
 * Of several exceptions that cover a finding the one that does so longest. Where none does by itself, several that name
 * every CVE between them do, until the first of them ends.
 */
export function exceptionFor(exceptions: readonly EffectiveException[], excepted: ExceptedCase): ExceptionReading {
  if (exceptions.length === 0) return uncovered;
  const about = exceptions.filter((exception) => speaksOf(exception, excepted)).sort(byEnd);
  const whole = about.findLast((exception) => coversFinding(exception, excepted));
  if (whole !== undefined || about.length === 0) return { cover: whole?.cover };
  const { finding } = excepted;
  const left = unnamedCves(
    about.flatMap(({ spec }) => spec.advisories ?? []),
    finding,
  );
  if (left.length > 0)
    return { cover: undefined, partly: { exceptions: about.map(({ cover }) => cover.name).sort(), left } };
  const lasting = finding.cves.flatMap(
    (cve) => about.findLast(({ spec }) => spec.advisories?.includes(cve) === true) ?? [],
  );
  return { cover: firstToEnd(lasting.map(({ cover }) => cover)) };
}

const uncovered: ExceptionReading = { cover: undefined };

/** The exception whose end brings the requirement back. */
export function firstToEnd(covers: readonly ExceptionCover[]): ExceptionCover | undefined {
  return covers.reduce<ExceptionCover | undefined>(
    (first, one) => (first === undefined || one.expires < first.expires ? one : first),
    undefined,
  );
}

/** The last to end stands last; of two that end together the first by name. */
const byEnd = (left: EffectiveException, right: EffectiveException): number =>
  left.cover.expires - right.cover.expires || (left.cover.name < right.cover.name ? 1 : -1);

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
  if (isSelfApproved(evidence, requestedBy)) {
    const args = { exception: name, person: evidence.approvers.join(', ') };
    return diagnostic('policy/exception-self-approved', args, at(['spec', 'requestedBy']));
  }
  return undefined;
}

function coverOf({ name, document, origin }: Resource<'Exception'>, expires: Instant): ExceptionCover {
  const { treatment, reason } = document.spec;
  return { name, treatment, reason, expires, origin };
}
