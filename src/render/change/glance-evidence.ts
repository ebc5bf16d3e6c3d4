import { formatZoned } from '../../core/time.ts';
import type { Briefing, Drill, MissingEvidence, SinceApproval, TestRun } from '../../model/briefing.ts';
import type { TimeZone } from '../../model/time.ts';
import { markdownCode, markdownText } from '../markdown/escape.ts';
import { assetsText, count } from '../words.ts';
import { bullets, someText } from './bullets.ts';
import type { Detail } from './detail.ts';
import type { PullRequestInput } from './pull-request-input.ts';

/** What was tested where and when, and what is not yet; the gaps first. */
export function testLines({ tests }: Briefing, zone: TimeZone, { named }: Detail): readonly string[] {
  const runs = tests.runs.map((run) => runText(run, zone, named));
  const missing = tests.missing.map((one) => `**not yet:** needs ${missingText(one, named)}`);
  if (runs.length + missing.length > 0) return [...missing, ...runs];
  return ['no policy asks for a test, and none is on record'];
}

function runText(run: TestRun, zone: TimeZone, named: number): string {
  const { result, environment, assets, mirrors, kinds, endedAt, updates, record } = run;
  const on = assets.length === 0 ? '' : ` on ${markdownText(assetsText(assets, named))}`;
  const like = mirrors.length === 0 ? '' : `, which stands for ${markdownText(assetsText(mirrors, named))}`;
  const verdict = result === 'passed' ? 'passed' : '**failed**';
  const what = `${kinds.map(markdownText).join(', ')} of ${someText(updates.map(markdownText))}`;
  return `${verdict} ${formatZoned(endedAt, zone)} in ${markdownText(environment)}${on}${like}: ${what} (${markdownCode(record)})`;
}

function missingText({ needs, lacks, assets }: MissingEvidence, named: number): string {
  const but = lacks.map((lack) => `; but ${markdownText(lack)}`).join('');
  return `${markdownText(needs)} (${markdownText(assetsText(assets, named))})${but}`;
}

/** The way back, when it was drilled, and where it was not. */
export function wayBackLines({ wayBack }: Briefing, zone: TimeZone, { named }: Detail): readonly string[] {
  const { procedure, drills, missing } = wayBack;
  const isAsked = drills.length + missing.length > 0;
  return [
    procedure === undefined ? '**no policy states a rollback procedure**' : markdownText(procedure),
    ...drills.map((drill) => drillText(drill, zone, named)),
    ...missing.map((one) => `**not drilled:** needs ${missingText(one, named)}`),
    ...(isAsked ? [] : ['no policy asks for a drill']),
  ];
}

const drillText = ({ record, endedAt, on, needs, assets }: Drill, zone: TimeZone, named: number): string =>
  `drilled ${formatZoned(endedAt, zone)} on ${markdownText(assetsText(on, named))}, counts for ${markdownText(assetsText(assets, named))}; asked: ${markdownText(needs)} (${markdownCode(record)})`;

/** What is new since somebody approved it; empty where nobody did, or did so of the same. */
export function sinceBullet(input: PullRequestInput, detail: Detail): string {
  const { since } = input.briefing;
  if (since === undefined) return '';
  const zone = input.plan.timeZone;
  const { by, at, beyond, added, removed, moved, targets, gates, unchanged } = since;
  const names = (assets: readonly string[]): string => markdownText(assetsText(assets, detail.named));
  const lines = [
    beyond === undefined
      ? 'that approval still covers all that is left'
      : `**that approval does not cover it:** ${markdownText(beyond)}`,
    ...(added.length > 0 ? [`added: ${names(added)}`] : []),
    ...(removed.length > 0 ? [`removed: ${names(removed)}`] : []),
    ...moved.map(
      ({ asset, from, to }) =>
        `moved: ${markdownText(asset)} from ${formatZoned(from, zone)} to ${formatZoned(to, zone)}`,
    ),
    ...targets.map(targetText),
    ...gates.map(({ asset, gate, change }) => `gate ${gate} ${change}: ${markdownText(asset)}`),
    `${count(unchanged, 'visit')} as before`,
  ];
  const when = at === undefined ? '' : ` on ${formatZoned(at, zone)}`;
  return bullets(`Since ${markdownText(by)} approved it${when}`, lines, input, detail);
}

function targetText({ asset, name, before, now }: SinceApproval['targets'][number]): string {
  const what = `${markdownText(asset)}: ${markdownCode(name)}`;
  if (before === undefined) return `added: ${what} ${markdownText(now ?? '')}`;
  if (now === undefined) return `removed: ${what} ${markdownText(before)}`;
  return `${what} ${markdownText(before)} → ${markdownText(now)}`;
}
