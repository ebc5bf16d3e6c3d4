import type {
  CalendarActivation,
  CalendarActivity,
  CalendarFreeze,
  CalendarWindow,
  WindowFreeze,
} from '../../model/calendar.ts';
import type { Instant, TimeZone } from '../../model/time.ts';
import { assetsText, clockText, count, listText } from '../words.ts';

// Sentences that the agenda and the iCalendar feed share. Names are as the estate writes them: whoever prints makes them safe.

/** What room a window has and what freezes leave of it: `weekend-prod: 3 of 3 places taken`. */
export function windowText({ name, waves, capacity, used, frozen }: CalendarWindow): string {
  if (waves === 0 && frozen.length > 0) {
    const planned = used > 0 ? `, ${count(used, 'visit')} planned` : '';
    return `${name}: closed by freeze ${listText(frozen.map(({ freeze }) => freeze))}${planned}`;
  }
  const room = used === 0 ? `${count(capacity, 'place')} free` : `${used} of ${count(capacity, 'place')} taken`;
  return [`${name}: ${room}`, ...frozen.map(cutText)].join('; ');
}

/** `freeze quarter-end holds 3 of 5 assets except immediate in 1 of 4 rounds` */
function cutText({ freeze, assets, of, waves, ofWaves, exempt }: WindowFreeze): string {
  const whom = assets < of ? `${assets} of ${count(of, 'asset')}` : 'all';
  const except = exempt.length === 0 ? '' : ` except ${listText(exempt)}`;
  const when = waves < ofWaves ? ` in ${waves} of ${count(ofWaves, 'round')}` : '';
  return `freeze ${freeze} holds ${whom}${except}${when}`;
}

/** Why nothing may change: `quarter-end until Thu 3 Jul 18:00, except immediate: Closing the books`. */
export function freezeText({ name, reason, exempt }: CalendarFreeze, stretch = ''): string {
  const except = exempt.length === 0 ? '' : `, except ${listText(exempt)}`;
  return `${name}${stretch}${except}: ${reason}`;
}

/** What takes effect where, or by when that must be prepared: `geth 1.14.0 takes effect on chain, at height 100, late`. */
export function activationText({ activation, moment }: CalendarActivation): string {
  const { package: name, version, cluster, members, by, height, window, state } = activation;
  const who = cluster ?? namesText(members.map(({ asset }) => asset));
  if (moment === 'deadline') {
    return `${name} ${version}: ${by === 'step' ? `step of ${who} due` : `everywhere on ${who} by now`}, ${state}`;
  }
  const how = { time: '', height: `, at height ${height ?? ''}`, step: `, by a step in ${window ?? ''}` };
  return `${name} ${version} takes effect on ${who}${how[by]}, ${state}`;
}

/** Whose duty it is and what became of it. */
export function activityText(activity: CalendarActivity, zone: TimeZone, asOf: Instant): string {
  const { state, due, metBy } = activity;
  const until = clockText(due, zone, asOf);
  const fate = {
    open: `open until ${until}`,
    met: `met by ${metBy ?? 'a record'}`,
    missed: `missed: nothing on record by ${until}`,
  };
  return `${dutyText(activity)}, ${fate[state]}`;
}

/** The same where its time ends. */
export function lastCallText(activity: CalendarActivity, zone: TimeZone, asOf: Instant): string {
  return `${dutyText(activity)}, last moment: ${activity.state} since ${clockText(activity.start, zone, asOf)}`;
}

function dutyText({ name, type, owner }: CalendarActivity): string {
  return `${name === type ? name : `${name} (${type})`} by ${owner}`;
}

/** Names a line shows before it says how many more there are. */
const namesShown = 8;

/** Names of assets or packages, few enough for a line. */
export function namesText(names: readonly string[]): string {
  const shown = assetsText(names.slice(0, namesShown));
  return names.length > namesShown ? `${shown} and ${names.length - namesShown} more` : shown;
}
