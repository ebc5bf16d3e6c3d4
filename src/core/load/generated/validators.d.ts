/**
 * One violation of a schema, as ajv reports it. It has no wording: `src/model/diagnostics/schema.ts` has.
 *
 * Errors with the keyword `if` only say that a `then` or `else` failed, and errors whose `schemaPath` contains `/anyOf/`
 * that one of several branches did not fit; both come with an error that says more, and readers leave them out.
 */
export interface SchemaError {
  /** The keyword that is violated: `type`, `required`, `additionalProperties`, `enum`, `pattern`, … */
  readonly keyword: string;
  /** JSON pointer of the value. For `required` and `additionalProperties` it is the object, not the member. */
  readonly instancePath: string;
  readonly schemaPath: string;
  /** Arguments by keyword: `missingProperty`, `additionalProperty`, `allowedValues`, `type`, `pattern`, `limit`, … */
  readonly params: Readonly<Record<string, unknown>>;
}

/** Judges a value. `errors` holds what was wrong with the value judged last. */
export interface ValidateFunction {
  (data: unknown): boolean;
  readonly errors?: readonly SchemaError[] | null;
}

/** The validators by the title of their schema: every kind, and `Observation` and `ComponentSet` for NDJSON lines. */
export const validators: Readonly<Record<string, ValidateFunction>>;
