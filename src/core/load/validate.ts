import type { Diagnostic, Outcome } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { Kind, ResourceByKind } from '../../model/kinds.ts';
import type { Resource } from '../../model/resource.ts';
import { explainViolations } from './explain.ts';
import { validators } from './generated/validators.js';
import { apiVersion, isKind, kindNames, meantKind } from './meant-kind.ts';
import type { ParsedDocument } from './parsed-document.ts';
import { quoteSource } from './quote.ts';
import { violationsOf } from './violations.ts';
import { code, typeOf } from './words.ts';

/**
 * Judges a document by the schema of its kind, chosen by `apiVersion` and `kind` before any validator runs.
 *
 * Gives the resource when nothing is wrong with it, and otherwise every problem once, at the place that its author
 * has to change (`schema/…`).
 */
export function validateDocument(document: ParsedDocument): Outcome<Resource | undefined> {
  const head = headOf(document);
  if (!head.value) return { value: undefined, diagnostics: head.diagnostics };
  const kind = head.value;
  const validator = validators[kind];
  if (!validator) throw new Error(`no validator for kind ${kind}`);
  if (validator(document.value)) {
    const value = head.diagnostics.length === 0 ? resourceOf(kind, document) : undefined;
    return { value, diagnostics: head.diagnostics };
  }
  const violations = violationsOf(validator.errors ?? [], document.value)
    .map((violation) => ({ ...violation, keys: violation.keys.filter((key) => key !== 'apiVersion') }))
    .filter(({ keyword, keys, pointer }) => (keyword !== 'required' || keys.length > 0) && pointer[0] !== 'apiVersion');
  const explained = explainViolations(violations, { document, title: kind });
  return { value: undefined, diagnostics: [...head.diagnostics, ...explained] };
}

/** A document that its schema takes, as a resource. */
export function resourceOf(kind: Kind, { value, origin }: Pick<ParsedDocument, 'value' | 'origin'>): Resource {
  const document = value as ResourceByKind[Kind];
  return { kind, name: document.metadata.name, document, origin };
}

/** The kind of a document, if it is one, and what is wrong with its `apiVersion` and `kind`. */
function headOf(document: ParsedDocument): Outcome<Kind | undefined> {
  const { value } = document;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return { value: undefined, diagnostics: [notAResource(document, typeOf(value))] };
  }
  const has = (key: string) => Object.hasOwn(value, key);
  if (!has('apiVersion') && !has('kind')) {
    return { value: undefined, diagnostics: [notAResource(document, 'a mapping without `apiVersion` and `kind`')] };
  }
  const fields = value as Readonly<Record<string, unknown>>;
  const version = versionProblem(document, has('apiVersion') ? fields['apiVersion'] : undefined);
  const kind = has('kind') ? fields['kind'] : undefined;
  const diagnostics = [...version, ...(isKind(kind) ? [] : [kindProblem(document, kind)])];
  // A version that is not known may have another schema; one that is only missing hardly does.
  const isKnownVersion = fields['apiVersion'] === undefined || version.length === 0;
  return { value: isKind(kind) && isKnownVersion ? kind : undefined, diagnostics };
}

function notAResource(document: ParsedDocument, found: string): Diagnostic {
  const [first] = Object.keys(document.value ?? {});
  const isMapping = typeof document.value === 'object' && !Array.isArray(document.value);
  const range = isMapping && first !== undefined ? document.locate([first], 'key') : document.locate([]);
  return diagnostic('schema/not-a-resource', { found }, { at: { file: document.origin.file, range } });
}

function versionProblem(document: ParsedDocument, version: unknown): readonly Diagnostic[] {
  if (version === apiVersion) return [];
  const { file } = document.origin;
  if (version === undefined) {
    const at = { file, range: document.locate(['kind'], 'key') };
    return [diagnostic('schema/missing-api-version', { known: apiVersion }, { at })];
  }
  const at = { file, range: document.locate(['apiVersion']) };
  const found = quoteSource(document.rawText(['apiVersion']) ?? typeOf(version));
  return [diagnostic('schema/unknown-api-version', { found, known: apiVersion }, { at })];
}

function kindProblem(document: ParsedDocument, kind: unknown): Diagnostic {
  const { file } = document.origin;
  const all = kindNames.map(code).join(', ');
  const likely = meantKind(document.value);
  const hint = likely === undefined ? undefined : `Did you mean ${code(likely)}?`;
  if (kind === undefined) {
    const at = { file, range: document.locate(['apiVersion'], 'key') };
    return diagnostic('schema/missing-kind', { kinds: all }, { at, hint });
  }
  const found = quoteSource(typeof kind === 'string' ? kind : (document.rawText(['kind']) ?? typeOf(kind)));
  const at = { file, range: document.locate(['kind']) };
  return diagnostic('schema/unknown-kind', { found, kinds: all }, { at, hint });
}
