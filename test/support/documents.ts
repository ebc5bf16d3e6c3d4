import { expect } from 'vitest';
import { validators } from '../../src/core/load/generated/document-validators.js';

/** Expects what a command printed for programs to satisfy its published schema, and answers it. */
export function expectDocument(title: string, text: string): unknown {
  const validate = validators[title];
  const value: unknown = JSON.parse(text);
  expect(validate?.(value), `${title}: ${JSON.stringify(validate?.errors?.slice(0, 3))}`).toBe(true);
  return value;
}
