import type { CST } from 'yaml';
import { Lexer, Parser } from 'yaml';
import { limits } from '../../model/limits.ts';

/** Why a text was not read to its end, and the offset where reading stopped. */
export interface TokenRefusal {
  readonly reason: 'too-deep' | 'too-many-tokens' | 'too-many-documents';
  readonly offset: number;
}

/** Document, directive and error tokens in source order, or the limit that the text exceeds. */
export type Tokens = { readonly tokens: readonly CST.Token[] } | { readonly refusal: TokenRefusal };

/**
 * Reads a text into syntax tokens within the limits on depth and counts.
 *
 * The parser of `yaml` keeps its open collections on a stack of its own, so the depth is known while it reads
 * and nothing here recurses. Composing the tokens does recurse; what passes here cannot exhaust the call stack.
 */
export function tokenise(text: string): Tokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  let documents = 0;
  for (const lexeme of new Lexer().lex(text)) {
    const offset = parser.offset;
    for (const token of parser.next(lexeme)) {
      tokens.push(token);
      if (token.type === 'document') documents += 1;
    }
    lexemes += 1;
    if (parser.stack.length > maxStack) return { refusal: { reason: 'too-deep', offset } };
    if (lexemes > limits.tokens) return { refusal: { reason: 'too-many-tokens', offset } };
    if (documents > limits.documents) return { refusal: { reason: 'too-many-documents', offset } };
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens };
}

/** The stack holds the document, every open collection and at most one scalar. */
const maxStack = limits.depth + 2;
