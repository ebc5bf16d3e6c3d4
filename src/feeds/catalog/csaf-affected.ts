import type { AffectedPackage, Remediation } from '../../model/advisory.ts';
import type { Tell } from '../problems.ts';
import { recordOf, textListOf, type UnknownRecord } from '../shape.ts';
import { type Advice, readAdvice } from './csaf-advice.ts';
import { affectedOf, openBook, type PackageBook, speaks } from './csaf-package-book.ts';
import { isSchemeOf } from './csaf-packages.ts';
import type { CsafProduct, ProductGroups } from './csaf-products.ts';

/** What reading `vulnerabilities[]` needs of the document. */
export interface AffectedContext {
  readonly document: string;
  readonly products: ReadonlyMap<string, CsafProduct>;
  readonly groups: ProductGroups;
  readonly tell: Tell;
}

const affectedStatuses = ['known_affected', 'first_affected', 'last_affected'] as const;
const fixedStatuses = ['first_fixed', 'fixed'] as const;

/**
 * Turns product statuses (CSAF 2.0, section 3.2.3.9) into affected packages, one a package.
 *
 * A range that cannot be judged leaves the package incomplete, and its components unknown. Products that are no package
 * are counted and told.
 */
export function readAffectedProducts(
  vulnerabilities: readonly UnknownRecord[],
  context: AffectedContext,
): readonly AffectedPackage[] {
  const books = new Map<string, PackageBook>();
  const unmatched = new Map<string, string>();
  const each = { ...context, tell: once(context.tell) };
  const met = new Set<string>();
  for (const vulnerability of vulnerabilities) {
    const status = recordOf(vulnerability, 'product_status') ?? {};
    const advice = readAdvice(vulnerability, context.groups);
    for (const list of [...affectedStatuses, ...fixedStatuses, 'recommended'] as const) {
      for (const id of textListOf(status, list).items) {
        const product = context.products.get(id);
        const book = bookOf(product, books);
        met.add(id);
        if (product === undefined || book === undefined) unmatched.set(id, reasonOf(product));
        else {
          noteStatus(book, list, product, each);
          noteAdvice(book, advice.get(id));
        }
      }
    }
  }
  tellUnmatched(unmatched, met.size, context);
  return [...books.values()].filter(speaks).map(affectedOf);
}

/** Every vulnerability names the same products; what is wrong with one is told once. */
function once(tell: Tell): Tell {
  const told = new Set<string>();
  return (code, args) => {
    const key = `${code} ${JSON.stringify(args)}`;
    if (!told.has(key)) tell(code, args);
    told.add(key);
  };
}

function bookOf(product: CsafProduct | undefined, books: Map<string, PackageBook>): PackageBook | undefined {
  if (product?.package.kind !== 'package') return undefined;
  const { ecosystem, name } = product.package;
  const key = `${ecosystem}\u0000${name}`;
  const known = books.get(key);
  if (known !== undefined) return known;
  const book = openBook(ecosystem, name);
  books.set(key, book);
  return book;
}

function reasonOf(product: CsafProduct | undefined): string {
  if (product === undefined) return 'the product tree does not define it';
  return product.package.kind === 'unmatched' ? product.package.reason : '';
}

function tellUnmatched(unmatched: ReadonlyMap<string, string>, total: number, context: AffectedContext): void {
  const [first] = unmatched;
  if (first === undefined) return;
  const [id, reason] = first;
  const product = (context.products.get(id)?.name ?? id).slice(0, 120);
  const args = { document: context.document, count: unmatched.size, total, product, reason };
  context.tell('catalog/unmatched-products', args);
}

type StatusList = (typeof affectedStatuses)[number] | (typeof fixedStatuses)[number] | 'recommended';

function noteStatus(book: PackageBook, list: StatusList, product: CsafProduct, context: AffectedContext): void {
  const { version } = product;
  if (list === 'recommended') {
    if (version.kind === 'exact') addRemediation(book, { category: 'recommended', details: version.version });
    return;
  }
  const isFix = list === 'fixed' || list === 'first_fixed';
  switch (version.kind) {
    case 'exact':
      versionsFor(book, list).add(version.version);
      return;
    case 'all':
      // "Every version is fixed" names no version that could be moved to.
      if (!isFix) book.intervals.set('*', [{ kind: 'introduced', version: '0' }]);
      return;
    case 'unreadable':
      refuse(book, product, version.text, version.reason, context);
      return;
    case 'range':
      if (isFix) noteFixedRange(book, version.range);
      else noteRange(book, product, version, context);
  }
}

function versionsFor(book: PackageBook, list: Exclude<StatusList, 'recommended'>): Set<string> {
  switch (list) {
    case 'known_affected':
      return book.versions;
    case 'first_affected':
      return book.first;
    case 'last_affected':
      return book.last;
    case 'fixed':
    case 'first_fixed':
      return book.fixed;
  }
}

type RangeVersion = CsafProduct['version'] & { readonly kind: 'range' };

function noteRange(book: PackageBook, product: CsafProduct, version: RangeVersion, context: AffectedContext): void {
  const { range, text } = version;
  if (range.kind === 'none') return;
  if (range.kind === 'unreadable') {
    refuse(book, product, text, range.reason, context);
    return;
  }
  if (range.scheme !== undefined && !isSchemeOf(range.scheme, book.ecosystem)) {
    refuse(book, product, text, `"${range.scheme}" does not order versions of ${book.ecosystem}`, context);
    return;
  }
  for (const bound of range.openBounds) {
    const args = { document: context.document, range: text.slice(0, 120), product: product.name.slice(0, 120) };
    context.tell('catalog/widened-range', { ...args, version: bound });
  }
  for (const events of range.intervals) book.intervals.set(JSON.stringify(events), events);
  for (const one of range.versions) book.versions.add(one);
}

/** `>=2.0` under "fixed" says that 2.0 has the fix; other ranges name no first version. */
function noteFixedRange(book: PackageBook, range: RangeVersion['range']): void {
  if (range.kind !== 'range') return;
  for (const one of range.versions) book.fixed.add(one);
  for (const [event] of range.intervals) {
    if (event !== undefined && event.version !== '0' && !range.openBounds.includes(event.version)) {
      book.fixed.add(event.version);
    }
  }
}

function refuse(book: PackageBook, product: CsafProduct, text: string, reason: string, context: AffectedContext): void {
  book.isIncomplete = true;
  const args = { document: context.document, range: text.slice(0, 120), product: product.name.slice(0, 120), reason };
  context.tell('catalog/unjudged-range', args);
}

function noteAdvice(book: PackageBook, advice: Advice | undefined): void {
  for (const statement of advice?.severity ?? []) book.severity.set(JSON.stringify(statement), statement);
  for (const remediation of advice?.remediations ?? []) addRemediation(book, remediation);
}

function addRemediation(book: PackageBook, remediation: Remediation): void {
  book.remediations.set(JSON.stringify(remediation), remediation);
}
