import { type RecordKind, recordKinds } from '../../model/record-report.ts';
import type { Pointer } from '../../model/source.ts';
import type { ParsedDocument } from '../load/parsed-document.ts';
import { framing, type RecordFrame } from './frame.ts';

/**
 * Reads a document that states a record by hand: the fields of its kind, a list of such, or the whole resource. Each
 * becomes a document of the kind whose places are those of the file, so that its schema can judge it where it stands.
 * What the command line says fills what the document leaves out.
 */
export function statedRecords(
  document: ParsedDocument,
  kind: RecordKind,
  frame: RecordFrame,
): readonly ParsedDocument[] {
  const { value } = document;
  if (!Array.isArray(value)) return [statedRecord(document, [], kind, frame)];
  return value.map((_, index) => statedRecord(document, [index], kind, frame));
}

type Fields = Readonly<Record<string, unknown>>;

function statedRecord(document: ParsedDocument, base: Pointer, kind: RecordKind, frame: RecordFrame): ParsedDocument {
  const given = base.length === 0 ? document.value : (document.value as readonly unknown[])[Number(base[0])];
  const fields = fieldsOf(given);
  if (fields === undefined) return { ...moved(document, base), value: given };
  const isResource =
    Object.hasOwn(fields, 'spec') || Object.hasOwn(fields, 'apiVersion') || Object.hasOwn(fields, 'kind');
  const spec = isResource ? fields['spec'] : fields;
  const stated = fieldsOf(spec);
  const filled = stated === undefined ? spec : { ...framing(kind, frame), ...stated };
  if (isResource) {
    // The name comes from the content, so nobody has to think of one.
    const metadata = { name: 'record', ...fieldsOf(fields['metadata']) };
    return {
      ...moved(document, base),
      value: { apiVersion: 'patchledger/v1', kind, ...fields, metadata, spec: filled },
    };
  }
  const places = moved(document, base);
  const inside = ([first, ...rest]: Pointer): Pointer => (first === 'spec' ? rest : []);
  return {
    ...places,
    locate: (pointer, part) => places.locate(inside(pointer), part),
    rawText: (pointer) => places.rawText(inside(pointer)),
    isFlawed: (pointer) => pointer[0] === 'spec' && places.isFlawed(inside(pointer)),
    value: { apiVersion: 'patchledger/v1', kind, metadata: { name: 'record' }, spec: filled },
  };
}

/** The document as seen from a part of it. */
function moved(document: ParsedDocument, base: Pointer): ParsedDocument {
  if (base.length === 0) return document;
  return {
    ...document,
    locate: (pointer, part) => document.locate([...base, ...pointer], part) ?? document.locate(base),
    rawText: (pointer) => document.rawText([...base, ...pointer]),
    isFlawed: (pointer) => document.isFlawed([...base, ...pointer]),
  };
}

function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

/** Does a document say that it is another kind of resource than the one asked for? */
export function otherKind({ value }: ParsedDocument, kind: RecordKind): string | undefined {
  const stated = fieldsOf(value)?.['kind'];
  const isRecord = typeof stated === 'string' && (Object.values(recordKinds) as readonly string[]).includes(stated);
  return isRecord && stated !== kind ? stated : undefined;
}
