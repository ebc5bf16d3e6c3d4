import { formatInstant, formatZoned } from '../../core/time.ts';
import type { ExplainedRequirement, Explanation } from '../../model/explanation.ts';
import type { ComponentFinding, Fact } from '../../model/finding.ts';
import type { Paint } from '../../model/paint.ts';
import type { Plan } from '../../model/plan.ts';
import type { Obligation, OwedDuty, PassedOver, Requirement, UsedFact } from '../../model/requirement.ts';
import type { Gate, Visit } from '../../model/visit.ts';
import { alignColumns, safeText } from '../text-table.ts';
import { count } from '../words.ts';
import { surroundingLines } from './surroundings.ts';
import { whatIfLines } from './what-if.ts';

/** The derivation as a terminal shows it; the same words stand in the pull request. */
export function renderExplanation(explanation: Explanation, plan: Plan, paint: Paint): string {
  const blocks = [
    [...assetBlock(explanation, paint), ...section('Together with', surroundingLines(explanation, plan), paint)],
    ...explanation.requirements.map((explained) => requirementBlock(explained, plan, paint)),
    settledBlock(explanation, paint),
    statedBlock(explanation, paint),
  ];
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join('\n\n')}\n`;
}

function assetBlock(explanation: Explanation, paint: Paint): string[] {
  const { asset, verdict } = explanation;
  const { labels, ...facts } = asset.facts;
  const known = Object.entries(facts).map(([name, value]) => `${name} ${value ?? 'unknown'}`);
  const unwatched = explanation.unwatched.map(
    (gap) => `${count(gap.components, 'component')} of ${gap.ecosystem} unwatched`,
  );
  return [
    `${paint.bold(safeText(asset.name))}  ${verdict?.compliance ?? ''}: ${verdict?.because ?? ''}  ${paint.dim(safeText(explanation.assetAt))}`,
    ...indent(
      alignColumns([
        ['owner', asset.owner ?? 'unknown'],
        ['facts', known.join(', ')],
        [
          'labels',
          Object.entries(labels)
            .map(([key, value]) => `${key}=${value}`)
            .join(', ') || 'none',
        ],
        ['components', [String(explanation.components), ...unwatched].join(', ')],
        [
          'seen',
          asset.lastSeen === undefined
            ? 'only as written in the inventory'
            : `${formatInstant(asset.lastSeen)} in ${asset.observedIn.join(', ') || 'the inventory'}`,
        ],
      ]),
    ),
    ...(explanation.requirements.length === 0
      ? ['', `Nothing is required${explanation.subject ? ` for ${safeText(explanation.subject)}` : ''}.`]
      : []),
  ];
}

function requirementBlock(explained: ExplainedRequirement, plan: Plan, paint: Paint): string[] {
  const { requirement, assessment } = explained;
  const { component, target, partial } = requirement;
  const published = requirement.worse === undefined ? 'no fixed version' : 'no version to take';
  const none = requirement.state === 'unknown' ? 'target unknown' : published;
  const to = target ?? (partial ? `${partial.version} (partly)` : none);
  const due = requirement.due === undefined ? 'no deadline' : `due ${formatZoned(requirement.due, plan.timeZone)}`;
  return [
    `${paint.bold(safeText(`${component.name} ${component.version}`))} → ${paint.bold(safeText(to))}  ${stateText(requirement)}, ${requirement.priority}, ${due}  ${paint.dim(requirement.id)}`,
    ...section(
      'Reasons',
      requirement.reasons.map((reason) => reason.text),
      paint,
    ),
    ...section(
      'Found',
      requirement.findings.flatMap((finding) => findingLines(finding)),
      paint,
    ),
    ...section('Target', targetLines(explained), paint),
    ...section(
      'Obligations, the earliest due and the most urgent priority bind',
      [
        ...requirement.obligations.flatMap((obligation) => obligationLines(obligation, explained, plan)),
        ...(requirement.passedOver ?? []).flatMap(passedOverLines),
      ],
      paint,
    ),
    ...section('What would change it', whatIfLines(explained.whatIf, plan), paint),
    ...section('Visit', visitLines(explained, plan), paint),
    ...(assessment && assessment.unjudged.length > 0
      ? section('Not judged', [assessment.unjudged.join(', ')], paint)
      : []),
  ];
}

/** `excepted, overdue`: a record or an accepted risk makes nothing look on time. */
const stateText = ({ state, overdue }: Requirement): string =>
  overdue && state !== 'overdue' ? `${state}, overdue` : state;

function findingLines(finding: ComponentFinding): string[] {
  const { facts } = finding;
  const stated = [
    factText('severity', facts.severity),
    factText('cvss', facts.cvss),
    factText('kev', facts.kev),
    factText('kevDueDate', facts.kevDueDate),
    factText('ransomware', facts.ransomware),
    factText('epss', facts.epss),
    factText('exploitation', facts.exploitation),
    factText('automatable', facts.automatable),
    factText('technicalImpact', facts.technicalImpact),
    factText('published', { ...facts.published, value: facts.published.value && formatInstant(facts.published.value) }),
  ];
  return [
    `${finding.advisory}: ${finding.status}`,
    ...finding.evidence.map((evidence) => `  ${evidence.document} ${evidence.verdict}: ${evidence.because}`),
    ...alignColumns(stated).map((line) => `  ${line}`),
  ];
}

function factText(name: string, fact: Fact<string | number | boolean>): string[] {
  const value = fact.value === undefined ? 'unknown' : String(fact.value);
  return [name, value, fact.at === undefined ? fact.source : `${fact.source}, ${formatInstant(fact.at)}`];
}

type Derived = Pick<ExplainedRequirement, 'requirement' | 'assessment'>;

/** What of a derivation is the same whenever it is read: why this version, and what every rule says. Hostile still. */
export const derivationLines = (explained: Derived, plan: Plan): readonly string[] => [
  ...targetLines(explained),
  ...explained.requirement.obligations.flatMap((obligation) => obligationLines(obligation, explained, plan)),
];

function targetLines({ requirement, assessment }: Derived): string[] {
  const ofVendor = requirement.release?.refused ?? [];
  const refused = [...(assessment?.refusedTargets ?? []), ...ofVendor].map(
    (entry) => `refused ${entry.version}: ${entry.because}`,
  );
  if (requirement.target !== undefined) {
    return [`${chosenText(requirement, assessment?.target)} (${requirement.jump ?? 'jump unknown'})`, ...refused];
  }
  const { partial } = requirement;
  if (partial === undefined) {
    const isUnknown = requirement.state === 'unknown';
    return [
      isUnknown ? 'not known: no version can be compared with the installed one' : noneText(requirement),
      ...refused,
    ];
  }
  return [
    `${partial.version} clears ${partial.clears.join(', ')}; ${partial.remains.join(', ')} would remain`,
    ...refused,
  ];
}

function noneText({ release, worse }: Requirement): string {
  if (release !== undefined && release.refused.length > 0) return 'no version that would do is left';
  if (worse === undefined) return 'no fixed version is published';
  return `${worse.version} clears ${worse.clears.join(', ')} and would bring in ${worse.brings.join(', ')}, which is more urgent`;
}

/** Why it is this version; the steps to it where one does not reach it. */
function chosenText({ target, partial, release }: Requirement, smallest: string | undefined): string {
  const { hops = [], approvedBy } = release ?? {};
  const aim = hops.at(-1) ?? target ?? '';
  const kind = aim === smallest ? 'fixed version' : 'version left';
  const because =
    approvedBy !== undefined
      ? `is approved by ${approvedBy.patch}, and no known advisory affects it`
      : partial?.version === aim
        ? `clears ${partial.clears.join(', ')}; ${partial.remains.join(', ')} would remain`
        : `is the smallest ${kind} that no known advisory affects`;
  const way = hops.map((version) => `, then ${version}`).join('');
  return `${aim} ${because}${way === '' ? '' : `; ${target ?? ''} first${way}`}`;
}

function obligationLines(obligation: Obligation, { requirement }: Derived, plan: Plan): string[] {
  const name = `${obligation.policy}/${obligation.rule}`;
  const binds = [
    ...(isSame(obligation, requirement.boundBy.due) ? ['binds the due'] : []),
    ...(isSame(obligation, requirement.boundBy.priority) ? ['binds the priority'] : []),
    ...obligation.marks,
  ];
  const due = obligation.due === undefined ? 'no deadline' : `due ${formatZoned(obligation.due, plan.timeZone)}`;
  const start = obligation.start === undefined ? 'clock not started' : `from ${formatInstant(obligation.start)}`;
  return [
    `${name} for ${obligation.advisory}  ${plan.ruleSources.get(name) ?? obligation.origin.file}${binds.length > 0 ? `  (${binds.join(', ')})` : ''}`,
    `  ${obligation.priority}, within ${obligation.within} of ${obligation.clockStart}, ${start}: ${due}`,
    ...(obligation.facts.length > 0 ? [`  because ${obligation.facts.map(usedFactText).join(', ')}`] : []),
    ...obligation.duties.map((duty) => `  ${dutyText(duty, plan)}`),
    ...obligation.assumptions.map((assumption) => `  assumed: ${assumption.detail}`),
  ];
}

/** What a policy that passes unknown facts over leaves open. */
function passedOverLines({ policy, advisory, rules, facts }: PassedOver): string[] {
  return [
    `${policy} for ${advisory}  decides nothing: ${rules.join(', ')} might match  (could-be-stricter)`,
    `  because ${facts.map(usedFactText).join(', ')}`,
  ];
}

function dutyText({ id, description, before, due, done }: OwedDuty, { timeZone }: Plan): string {
  const words = [
    id,
    ...(before === 'closure' ? [] : [`before ${before === 'patch' ? 'anything is patched' : 'activation'}`]),
  ];
  const state = done ? `done ${formatZoned(done.at, timeZone)} (${done.record})` : 'no record that it is done';
  const when = due === undefined ? 'no deadline' : `due ${formatZoned(due, timeZone)}`;
  return `duty ${words.join(' ')}, ${when}: ${state}${description === undefined ? '' : `. ${description}`}`;
}

const isSame = (
  obligation: Obligation,
  binding: { policy: string; rule: string; advisory: string } | undefined,
): boolean =>
  binding !== undefined &&
  binding.policy === obligation.policy &&
  binding.rule === obligation.rule &&
  binding.advisory === obligation.advisory;

const usedFactText = (fact: UsedFact): string =>
  `${fact.name} is ${fact.value === undefined ? 'unknown' : String(fact.value)} (${fact.assumed ? 'assumed by the policy' : fact.source})`;

function visitLines({ requirement, visit, unplaced }: ExplainedRequirement, plan: Plan): string[] {
  if (visit === undefined) return [unplaced ?? noVisitText(requirement)];
  return [
    `${visit.id} ${visit.state}: ${formatZoned(visit.start, plan.timeZone)} to ${formatZoned(visit.end, plan.timeZone)}, ${windowText(visit)}`,
    ...visit.gates.flatMap(gateLines),
    ...visit.reasons.map((reason) => `  ${reason.text}`),
    ...visit.refused.map(
      (slot) => `  refused ${slot.window} ${formatZoned(slot.start, plan.timeZone)}: ${slot.reason.text}`,
    ),
  ];
}

function gateLines({ gate, status, needs, metBy = [], assertedBy, lacks = [] }: Gate): string[] {
  const shown = [...metBy, ...(assertedBy === undefined ? [] : [`asserted by ${assertedBy}, which no forge confirms`])];
  return [
    `  gate ${gate} ${status}: ${needs}${shown.length > 0 ? ` (${shown.join('; ')})` : ''}`,
    ...lacks.map((lack) => `    but ${lack}`),
  ];
}

function noVisitText({ state }: Requirement): string {
  if (state === 'excepted') return 'none while the exception holds';
  if (state === 'unknown') return 'none before a person has judged the version';
  if (state === 'unverified') return 'none: it is installed by its record, and waits for somebody to look';
  if (state === 'done') return 'none: it is installed and verified';
  return 'none: nothing is to be installed';
}

const windowText = (visit: Visit): string =>
  visit.window === undefined
    ? 'outside any window'
    : `window ${visit.window}, wave ${visit.wave}${visit.ring ? `, ring ${visit.ring}` : ''}`;

function statedBlock({ stated }: Explanation, paint: Paint): string[] {
  if (stated.length === 0) return [];
  const lines = stated.map(({ component, within, statement }) => {
    const { source, ids, status, justification, statedAt } = statement;
    const inside = within === undefined ? '' : ` inside ${within}`;
    const why = justification === undefined ? '' : `, ${justification}`;
    const when = statedAt === undefined ? '' : ` at ${formatInstant(statedAt)}`;
    const who = `${source.author ?? 'somebody'}${when} in ${source.file}`;
    return safeText(`${component.name} ${component.version}${inside}: ${ids[0] ?? ''} ${status}${why}; ${who}`);
  });
  const title = 'Stated by others, without effect until an Assessment says the same';
  return [paint.bold(title), ...indent(lines)];
}

function settledBlock(explanation: Explanation, paint: Paint): string[] {
  const lines = explanation.settled.flatMap(({ component, findings }) =>
    findings.map((finding) => {
      const because = finding.evidence.map((evidence) => `${evidence.document}: ${evidence.because}`).join('; ');
      return [`${component.name} ${component.version}`, finding.advisory, finding.status, because];
    }),
  );
  return lines.length === 0
    ? []
    : [paint.bold('Advisories that need nothing here'), ...indent(alignColumns(lines, [40, 24]))];
}

const section = (title: string, lines: readonly string[], paint: Paint): string[] =>
  lines.length === 0 ? [] : [paint.dim(`  ${title}`), ...indent(lines, 4)];

/** Lines of a block are made safe here, before anything is painted: what they say comes from strangers. */
const indent = (lines: readonly string[], by = 2): string[] => lines.map((line) => ' '.repeat(by) + safeText(line));
