import { type Remediation, remediationCategories, type SeverityStatement } from '../../model/advisory.ts';
import { recordsOf, textListOf, textOf, type UnknownRecord } from '../shape.ts';
import { type ProductGroups, productIdsOf } from './csaf-products.ts';
import { cvssStatements, scoreEntries, severityWord } from './csaf-scores.ts';

/** What a vulnerability says beside the status of one product. */
export interface Advice {
  readonly severity: readonly SeverityStatement[];
  readonly remediations: readonly Remediation[];
}

interface OpenAdvice {
  readonly severity: SeverityStatement[];
  readonly remediations: Remediation[];
}

/** Scores, impact words and remediations of a vulnerability by product id. */
export function readAdvice(vulnerability: UnknownRecord, groups: ProductGroups): ReadonlyMap<string, Advice> {
  const byProduct = new Map<string, OpenAdvice>();
  const of = (product: string): OpenAdvice => {
    const known = byProduct.get(product) ?? { severity: [], remediations: [] };
    byProduct.set(product, known);
    return known;
  };
  for (const score of scoreEntries(vulnerability)) {
    const statements = cvssStatements(score, 'affected');
    for (const product of textListOf(score, 'products').items) of(product).severity.push(...statements);
  }
  for (const threat of recordsOf(vulnerability, 'threats')) {
    const word = severityWord(threat);
    if (word === undefined) continue;
    for (const product of productIdsOf(threat, groups)) of(product).severity.push({ step: 'source-word', word });
  }
  for (const entry of recordsOf(vulnerability, 'remediations')) {
    const remediation = readRemediation(entry);
    if (remediation === undefined) continue;
    for (const product of productIdsOf(entry, groups)) of(product).remediations.push(remediation);
  }
  return byProduct;
}

function readRemediation(entry: UnknownRecord): Remediation | undefined {
  const category = remediationCategories.find((one) => one === textOf(entry, 'category'));
  if (category === undefined) return undefined;
  const url = textOf(entry, 'url');
  return { category, details: textOf(entry, 'details') ?? '', ...(url !== undefined && { url }) };
}
