import type { DiagnosticText } from './text.ts';

/** Wording of the `schedule/…` codes: calendars, budgets and rings that cannot be meant. */
export const scheduleDiagnostics = {
  'schedule/rule-invalid': {
    severity: 'error',
    summary: 'A recurrence rule that is malformed, contradicts itself, or lies outside the supported subset.',
    message: '{part}={value} cannot be used: {problem}',
    hint: 'use FREQ=DAILY, WEEKLY, MONTHLY or YEARLY with INTERVAL, COUNT, UNTIL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS',
  },
  'schedule/start-invalid': {
    severity: 'error',
    summary: 'A start or end that is not a day of the calendar.',
    message: '{kind} {name}: {text} is not a time of the calendar',
    hint: 'write a day that exists, such as 2026-02-28T22:00',
  },
  'schedule/length-invalid': {
    severity: 'error',
    summary: 'A length that must be exact and longer than nothing.',
    message: '{kind} {name}: {field} {text} {problem}',
    hint: 'write hours or minutes, such as 4h or 90min',
  },
  'schedule/visit-too-long': {
    severity: 'error',
    summary: 'A wave that does not fit into its window.',
    message: 'window {name}: a visit of {visit} does not fit into {room}',
    hint: 'lengthen the window, shorten visitDuration, or shorten cutoff',
  },
  'schedule/window-without-capacity': {
    severity: 'warning',
    summary: 'A window that may hold no visit.',
    message: 'window {name} holds no visit: its maxConcurrent is {share}',
    hint: 'state a number of at least 1',
  },
  'schedule/visit-fits-nowhere': {
    severity: 'warning',
    summary: 'A visit of an asset that is longer than the waves of all windows that serve it.',
    message: '{assets}: a visit of {visit} fits into no wave of {windows}',
    hint: 'lengthen visitDuration of a window that serves the asset, or shorten that of the asset',
  },
  'schedule/never-happens': {
    severity: 'warning',
    summary: 'A window or freeze that does not happen in the time that is planned.',
    message: '{kind} {name} does not happen between {from} and {to}',
    hint: 'correct start, rrule or UNTIL, or remove it',
  },
  'schedule/time-skipped': {
    severity: 'warning',
    summary: 'A window or freeze that falls into a local time that does not exist.',
    message: '{kind} {name} does not happen on {date}: {time} does not exist in {zone} that day',
    hint: 'start at an hour that the clock change does not skip',
  },
  'schedule/time-doubled': {
    severity: 'info',
    summary: 'A window or freeze that falls into a local time that exists twice.',
    message: '{kind} {name} starts at the first of two {time} in {zone} on {date}',
    hint: 'Nothing is to be done where the first is meant; else move the start by an hour.',
  },
  'schedule/freeze-without-time': {
    severity: 'error',
    summary: 'A freeze that does not say when.',
    message: 'freeze {name} has neither from and to nor start and duration',
    hint: 'give from and to, or start, duration and rrule',
  },
  'schedule/freeze-backwards': {
    severity: 'error',
    summary: 'A freeze that ends before it begins.',
    message: 'freeze {name} ends at {to}, not after its beginning {from}',
    hint: 'swap from and to, or correct one',
  },
  'schedule/freezes-overlap': {
    severity: 'info',
    summary: 'Two freezes of the same assets overlap.',
    message: 'freezes {first} and {second} overlap from {from} to {to} for {assets}',
    hint: 'the exemptions of one do not lift the other',
  },
  'schedule/two-rollouts': {
    severity: 'error',
    summary: 'Two Rollouts take the same assets.',
    message: '{assets} {are} in the Rollouts {first} and {second}; {first} is used',
    hint: 'narrow the selector of one',
  },
  'schedule/budget-unstated': {
    severity: 'error',
    summary: 'A cluster whose members are not all listed states no availability budget that can be counted.',
    message: 'cluster {name} has partial membership and {lacks}, so no member may be taken down',
    hint: 'state budget.maxUnavailable or budget.minAvailable; a percentage or minAvailable needs totalWeight too',
  },
  'schedule/budget-zero': {
    severity: 'error',
    summary: 'A cluster whose availability budget allows no member to be taken down.',
    message: 'cluster {name}: {why}, so no member can be visited',
    hint: 'add a member, or raise the budget if the service allows it',
  },
  'schedule/budget-unsafe': {
    severity: 'warning',
    summary: 'A stated availability budget is looser than the consensus protocol survives.',
    message: 'cluster {name}: a budget of {stated} would stop a {consensus} cluster of weight {total}; {safe} is used',
    hint: 'lower the budget',
  },
  'schedule/member-unnamed': {
    severity: 'error',
    summary: 'A cluster member that is neither an asset nor external.',
    message: 'cluster {name}: member {index} names neither asset nor external, or both',
    hint: 'give `asset:` for one of the estate, `external:` for one outside',
  },
  'schedule/diversity-exceeded': {
    severity: 'warning',
    summary: 'One implementation has more of a cluster than its share, with every member up.',
    message:
      'cluster {name}: {implementation} may have {percent} % of the weight with every member up, more than {share}; no plan can keep that',
    hint: 'move members to another implementation, or raise maxShare',
  },
  'schedule/diversity-stuck': {
    severity: 'warning',
    summary: 'A member can never be away, because one implementation would carry too much of what is up.',
    message:
      'cluster {name}: {members} can never be away, because {implementation} would then carry more than {share} of what is up',
    hint: 'raise maxShare, or add members',
  },
  'schedule/key-shared': {
    severity: 'warning',
    summary: 'Members of a cluster that are active by their role share a signing key.',
    message: 'cluster {name}: {members} hold the signing key {key}, and no role says that only one signs',
    hint: 'give those that wait the role `standby`, or a key of their own',
  },
  'schedule/unknown-role': {
    severity: 'warning',
    summary: 'A cluster orders a role that no member has.',
    message: 'cluster {name}: no member has the role {role}',
    hint: "correct the role in `order`, or give it to a member or to the asset's clusterRole",
  },
} as const satisfies Record<`schedule/${string}`, DiagnosticText>;
