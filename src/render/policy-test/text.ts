import type { SourceLocation } from '../../model/diagnostic.ts';
import type { PolicyTestSuite } from '../../model/policy-test.ts';
import { renderProblems } from '../diagnostics/text.ts';
import { safeText } from '../text-table.ts';
import { count } from '../words.ts';
import type { PolicyTestView } from './view.ts';

/** Failed tests with their lines, a line for each policy with the rules that no test reaches, and the sum. */
export function renderPolicyTestsText({
  run,
  totals,
  failures,
  remarks,
  sources,
  paint,
  quiet,
}: PolicyTestView): string {
  const suites = quiet ? [] : run.suites.map((suite) => `${suiteLine(suite, paint.bold)}\n`);
  const passed = totals.tests - totals.failed;
  const verdict = totals.failed > 0 ? paint.red(`${totals.failed} failed`) : paint.green(`${passed} passed`);
  const tests = totals.failed > 0 ? `${passed} of ${count(totals.tests, 'test')} passed, ${verdict}` : verdict;
  const rules = `${totals.reached} of ${count(totals.rules, 'rule')} reached (${totals.coverage} %)`;
  const sum = `${count(totals.policies, 'policy')}: ${tests}; ${rules}\n`;
  const parts = [
    renderProblems(failures, sources, paint),
    suites.join(''),
    renderProblems(remarks, sources, paint),
    ...(quiet || totals.tests === 0 ? [] : [sum]),
  ];
  return parts.filter((part) => part !== '').join('\n');
}

/** More names than these stand on lines of their own. */
const namesOnALine = 2;

/** `base 3/4 tests, 5 of 6 rules reached; not reached: low (policies/base.yaml:30)`. */
function suiteLine({ policy, cases, rules }: PolicyTestSuite, strong: (text: string) => string): string {
  const passed = cases.filter(({ differences }) => differences.length === 0).length;
  const tests = cases.length === 0 ? 'no tests' : `${passed}/${count(cases.length, 'test')}`;
  const missed = rules.filter(({ isReached }) => !isReached);
  const reached = `${rules.length - missed.length} of ${count(rules.length, 'rule')} reached`;
  const names = missed.map(({ id, at }) => safeText(`${id} (${placeText(at)})`));
  const list = names.length > namesOnALine ? names.map((name) => `\n  ${name}`).join('') : ` ${names.join(', ')}`;
  return `${strong(safeText(policy))} ${tests}, ${reached}${names.length === 0 ? '' : `; not reached:${list}`}`;
}

const placeText = ({ file, range }: SourceLocation): string => (range ? `${file}:${range.start.line}` : file);
