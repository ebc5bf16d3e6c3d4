import { formatZoned } from '../../core/time.ts';
import { type Health, type HealthFinding, type HealthHurt, healthHurts } from '../../model/health.ts';
import type { Paint } from '../../model/paint.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { count, thousands } from '../words.ts';

const titles: Readonly<Record<HealthHurt, string>> = {
  broken: 'Broken',
  unwatched: 'Unwatched: nothing is known, so nothing is clean',
  stale: 'Stale',
  guessed: 'Guessed: decided without knowing',
  gap: 'Gaps',
};

/** The state of an estate for people: what hurts, worst first, each with what to do; then what it was found from. */
export function renderHealth(health: Health, paint: Paint): string {
  const blocks = [
    [headline(health, paint)],
    ...healthHurts.map((hurt) => hurtBlock(hurt, health.findings, paint)),
    sourcesBlock(health, paint),
    factsBlock(health, paint),
    ecosystemsBlock(health, paint),
    stateBlock(health, paint),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

function headline({ findings, asOf, timeZone }: Health, paint: Paint): string {
  const when = paint.dim(`as of ${formatZoned(asOf, timeZone)} ${timeZone}`);
  if (findings.length === 0) return `${paint.green('Nothing to do')}: everything is fresh, watched and known  ${when}`;
  const parts = healthHurts.flatMap((hurt) => {
    const number = findings.filter((finding) => finding.hurt === hurt).length;
    return number === 0 ? [] : [`${number} ${hurt === 'gap' ? (number === 1 ? 'gap' : 'gaps') : hurt}`];
  });
  return `${paint.bold(parts.join(' · '))}  ${when}`;
}

function hurtBlock(hurt: HealthHurt, findings: readonly HealthFinding[], paint: Paint): readonly string[] {
  const own = findings.filter((finding) => finding.hurt === hurt);
  if (own.length === 0) return [];
  const colour = {
    broken: paint.red,
    unwatched: paint.red,
    stale: paint.yellow,
    guessed: paint.yellow,
    gap: paint.cyan,
  };
  return [
    paint.bold(colour[hurt](titles[hurt])),
    ...own.flatMap(({ text, remedy }) => [`  ${safeText(text)}`, `    ${paint.dim('do:')} ${safeText(remedy)}`]),
  ];
}

function sourcesBlock({ sources, timeZone }: Health, paint: Paint): readonly string[] {
  if (sources.length === 0) return [];
  const rows = sources.map(({ name, state, fetchedAt, maxAge, documents }) => [
    name,
    state,
    fetchedAt === undefined ? '-' : formatZoned(fetchedAt, timeZone),
    `may be ${maxAge} old`,
    count(documents, 'document'),
  ]);
  return [paint.bold('Sources'), ...alignColumns(rows).map((row) => `  ${safeText(row)}`)];
}

function factsBlock({ facts }: Health, paint: Paint): readonly string[] {
  if (facts.length === 0) return [];
  const head = ['fact', 'asked', 'unknown', 'assumed', 'needs-facts', 'could-be-stricter', 'assets'];
  const rows = facts.map(({ fact, asked, unknown, assumed, needsFacts, couldBeStricter, assets }) => [
    fact,
    ...[asked, unknown, assumed, needsFacts, couldBeStricter, assets].map(thousands),
  ]);
  return [
    paint.bold('Facts that are missed most, in decisions'),
    ...alignColumns([head, ...rows]).map((row) => `  ${safeText(row)}`),
  ];
}

function ecosystemsBlock({ ecosystems }: Health, paint: Paint): readonly string[] {
  if (ecosystems.length === 0) return [];
  const rows = ecosystems.map(({ ecosystem, state, components, unwatched }) => [
    ecosystem,
    state,
    `${count(components, 'component')}${state === 'partly' ? `, ${thousands(unwatched)} unwatched` : ''}`,
  ]);
  return [paint.bold('Ecosystems'), ...alignColumns(rows).map((row) => `  ${safeText(row)}`)];
}

function stateBlock({ assets, ledger, machine, timeZone }: Health, paint: Paint): readonly string[] {
  const seen = [
    `${thousands(assets.fresh)} seen lately`,
    ...(assets.old > 0 ? [`${thousands(assets.old)} not seen for too long`] : []),
    ...(assets.missing > 0 ? [`${thousands(assets.missing)} no longer reported`] : []),
    ...(assets.stated > 0 ? [`${thousands(assets.stated)} described by people only`] : []),
    ...(assets.blank > 0 ? [`${thousands(assets.blank)} blank`] : []),
  ];
  const runs = `${count(ledger.runs, 'run')}`;
  const rows = [
    ['assets', `${thousands(assets.total)}: ${seen.join(', ')}`],
    ['ledger', ledger.lastAt === undefined ? 'none' : `${runs}, last ${formatZoned(ledger.lastAt, timeZone)}`],
    ['tools', toolsText(machine)],
    ['forge', forgeText(machine.forge)],
  ];
  return [paint.bold('State'), ...alignColumns(rows).map((row) => `  ${safeText(row)}`)];
}

const toolsText = ({ version, node, git, tzdata }: Health['machine']): string =>
  `patchledger ${version}, Node ${node}, git ${git ?? 'unknown'}, time zones ${tzdata}`;

function forgeText({ kind, repository, baseBranch, hasToken, access }: Health['machine']['forge']): string {
  if (kind === 'local') return `local branches, base ${baseBranch}`;
  const where = `GitHub ${repository ?? '(not named)'}, base ${baseBranch}`;
  if (access === undefined) return `${where}, ${hasToken ? 'a token is set' : 'no token'}; not asked (--online asks)`;
  if (access.kind === 'refused') return `${where}, refused`;
  const scopes =
    access.scopes === undefined ? 'a token that does not list scopes' : `scopes ${access.scopes.join(', ')}`;
  return `${where}, reached with ${scopes}`;
}
