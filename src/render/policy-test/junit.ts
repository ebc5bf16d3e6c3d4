import type { PolicyTestCase, PolicyTestSuite } from '../../model/policy-test.ts';
import { xmlText } from '../xml.ts';
import type { PolicyTestView } from './view.ts';

/**
 * The run as JUnit XML, as Jenkins reads it: a suite for each policy, its unreached rules as the suite's output.
 * No times and no host: the same run gives the same bytes.
 */
export function renderPolicyTestsJunit({ run, totals }: PolicyTestView): string {
  const counts = `tests="${totals.tests}" failures="${totals.failed}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="patchledger test" ${counts}>`,
    ...run.suites.flatMap(suiteLines),
    '</testsuites>',
    '',
  ].join('\n');
}

function suiteLines({ policy, at, cases, rules }: PolicyTestSuite): readonly string[] {
  const failed = cases.filter(({ differences }) => differences.length > 0).length;
  const counts = `tests="${cases.length}" failures="${failed}" errors="0" skipped="0"`;
  const missed = rules.filter(({ isReached }) => !isReached);
  const places = missed.map((rule) => `${rule.id} (${rule.at.file}:${rule.at.range?.start.line ?? 1})`);
  return [
    `  <testsuite name="${xmlText(policy)}" ${counts} file="${xmlText(at.file)}">`,
    ...cases.flatMap((one) => caseLines(policy, one)),
    ...(places.length === 0 ? [] : [`    <system-out>rules not reached: ${xmlText(places.join(', '))}</system-out>`]),
    '  </testsuite>',
  ];
}

function caseLines(policy: string, { name, at, differences, decided, facts }: PolicyTestCase): readonly string[] {
  const head = `    <testcase name="${xmlText(name)}" classname="${xmlText(policy)}"`;
  if (differences.length === 0) return [`${head}/>`];
  const message = differences.map(({ field, expected, got }) => `${field} is ${got}, expected ${expected}`).join('; ');
  const detail = [
    `${at.file}:${at.range?.start.line ?? 1}`,
    `decided by ${decided.map(({ obligation }) => obligation.rule).join(' and ') || 'no rule'}`,
    ...facts.map((fact) => `${fact.name}: ${String(fact.value ?? 'unknown')}`),
  ];
  return [
    `${head}>`,
    `      <failure type="policy-test/failed" message="${xmlText(message)}">${xmlText(detail.join('\n'))}</failure>`,
    '    </testcase>',
  ];
}
