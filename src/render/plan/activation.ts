import { formatInstant, formatZoned } from '../../core/time.ts';
import type { PlanDocument } from '../../model/generated/plan.ts';
import type { TimeZone } from '../../model/time.ts';
import type { Activation } from '../../model/visit.ts';
import { assetsText, count } from '../words.ts';

/**
 * The second phase of a release in words: what switches it and when, who has it, and what is wrong. The same words in
 * every output; whoever prints them makes them safe.
 */
export function activationTexts(activation: Activation, zone: TimeZone): readonly string[] {
  const { patch, package: name, version, cluster, members, reasons } = activation;
  const who = cluster ?? assetsText(members.map(({ asset }) => asset));
  return [
    `${name} ${version} of ${who} activates ${whenText(activation, zone)} (${patch})`,
    readinessText(activation, zone),
    ...reasons.map(({ code, text }) => (code === 'activation-late' ? `late: ${text}` : text)),
  ];
}

function whenText({ by, at, height, deadline, window }: Activation, zone: TimeZone): string {
  if (by === 'step') {
    const planned = at === undefined ? '' : `, ${formatZoned(at, zone)} in ${window ?? ''}`;
    const due = deadline === undefined ? '' : `; due ${formatZoned(deadline, zone)}`;
    return `by a step of its own, once every member has it${planned}${due}`;
  }
  const instant = at === undefined ? 'at a time that nobody states' : formatZoned(at, zone);
  const when = by === 'time' ? instant : `at height ${height ?? ''}, about ${instant}`;
  return deadline === undefined ? when : `${when}; everywhere by ${formatZoned(deadline, zone)}`;
}

function readinessText(activation: Activation, zone: TimeZone): string {
  const { members, readyAt, state, weight } = activation;
  const named = (wanted: Activation['members'][number]['state']): readonly string[] =>
    members.filter((member) => member.state === wanted).map(({ asset }) => asset);
  if (state === 'ready') return members.length === 1 ? 'its member has it' : `all ${members.length} members have it`;
  const [missing, unknown] = [named('missing'), named('unknown')];
  return [
    `${named('installed').length} of ${count(members.length, 'member')} ${members.length === 1 ? 'has' : 'have'} it`,
    ...(weight === undefined ? [] : [`${weight.installed} % of the voting weight, ${weight.planned} % as planned`]),
    ...(readyAt === undefined ? [] : [`all from ${formatZoned(readyAt, zone)} on`]),
    ...(missing.length === 0 ? [] : [`no visit installs it on ${assetsText(missing)}`]),
    ...(unknown.length === 0 ? [] : [`not known of ${assetsText(unknown)}, outside the estate`]),
  ].join(', ');
}

/** An activation in its published form. */
export function activationJson(activation: Activation): NonNullable<PlanDocument['activations']>[number] {
  const { cluster, at, window, height, deadline, readyAt, weight, members, reasons, ...same } = activation;
  const instant = (value: typeof at): string | null => (value === undefined ? null : formatInstant(value));
  return {
    ...same,
    cluster: cluster ?? null,
    at: instant(at),
    window: window ?? null,
    height: height ?? null,
    deadline: instant(deadline),
    readyAt: instant(readyAt),
    weight: weight ?? null,
    members: members.map(({ asset, state, installedBy }) => ({ asset, state, installedBy: instant(installedBy) })),
    reasons: reasons.map(({ code, text }) => ({ code, text })),
  };
}
