import type { OpenVexDocument, OpenVexStatement } from '../../model/openvex.ts';
import type { Report } from '../../model/report.ts';
import { idsOf } from '../oscal/ids.ts';
import type { ReportInput } from '../report/input.ts';
import { formatInstant } from '../time.ts';
import { assessedStatements } from './published-assessed.ts';
import { fixedStatements } from './published-fixed.ts';
import { openStatements } from './published-open.ts';
import { productsIn } from './published-products.ts';

/**
 * What the estate says of vulnerabilities in what it runs, as OpenVEX 0.2.0: what is affected with what is done about it,
 * exceptions among it; what Assessments clear; what the installed version fixes. `undefined` where it says nothing, for
 * OpenVEX has no document without a statement. Advisories that never meant the installed version are not told.
 */
export function openVexOf(input: ReportInput, { organisation, provenance }: Report): OpenVexDocument | undefined {
  const id = idsOf(organisation);
  const products = productsIn(input.decision.estate, id);
  const { statements: open, isOpen } = openStatements(input.decision, products);
  const statements = [
    ...open,
    ...assessedStatements(input.decision, products),
    ...fixedStatements(input.decision, isOpen, products),
  ].sort(byVulnerability);
  if (statements.length === 0) return undefined;
  const { commit, inputsDigest, asOf, tool } = provenance;
  return {
    '@context': 'https://openvex.dev/ns/v0.2.0',
    '@id': `urn:uuid:${id('document', 'OpenVEX', commit ?? inputsDigest, formatInstant(asOf))}`,
    author: organisation,
    timestamp: formatInstant(asOf),
    version: 1,
    tooling: `patchledger ${tool.version}`,
    statements,
  };
}

function byVulnerability(left: OpenVexStatement, right: OpenVexStatement): number {
  const [ours, theirs] = [sortKey(left), sortKey(right)];
  return ours < theirs ? -1 : ours > theirs ? 1 : 0;
}

const sortKey = ({ vulnerability, status, products, action_statement: action = '' }: OpenVexStatement): string =>
  [vulnerability.name, status, products[0]?.['@id'] ?? '', products[0]?.subcomponents?.[0]?.['@id'] ?? '', action].join(
    '\u0000',
  );
