import type { Reason } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Activation } from '../../model/visit.ts';
import { formatZoned } from '../time.ts';

/** When an activation comes, and when its members have the release. */
interface Timing extends Pick<Activation, 'by' | 'at' | 'window' | 'deadline' | 'readyAt'> {
  /** From when those have it and run well with it that a visit brings it to. `undefined`: no visit does. */
  readonly lastAt: Instant | undefined;
  readonly zone: string;
  readonly soakMs: number;
  readonly asOf: Instant;
}

type Members = Activation['members'];

/**
 * Why an activation is late: a member without the release by its deadline is enough, whatever is known of the others.
 * Without a deadline nothing can be late; the step then waits for the last install.
 */
export function latenessOf(members: Members, timing: Timing): readonly Reason[] {
  const { by, at, deadline, readyAt, lastAt, zone } = timing;
  if (deadline === undefined) return by === 'step' && readyAt !== undefined && at === undefined ? [noWindow()] : [];
  if (by !== 'step' && at === undefined) return [];
  const without = members.filter(({ state }) => state === 'missing').map(({ asset }) => asset);
  const late = (why: string): readonly Reason[] => [
    { code: 'activation-late', text: `it ${whenText(deadline, timing)}; ${why}` },
  ];
  if (without.length > 0) return late(`no visit installs it on ${without.join(', ')}`);
  if (by === 'step' && readyAt !== undefined) {
    return at !== undefined && at <= deadline ? [] : late(stepText(readyAt, timing));
  }
  return lastAt === undefined || lastAt <= deadline
    ? []
    : late(`${lastText(members, lastAt, timing)} runs well with it from ${formatZoned(lastAt, zone)} on`);
}

/** `must be everywhere by 2026-11-12 22:00 +00:00`, or that its time has come. */
function whenText(deadline: Instant, { by, at, zone, asOf }: Timing): string {
  if (by === 'time' && at !== undefined && at <= asOf) {
    return `took effect ${formatZoned(at, zone)} and had to be everywhere by ${formatZoned(deadline, zone)}`;
  }
  return `must be ${by === 'step' ? 'taken' : 'everywhere'} by ${formatZoned(deadline, zone)}`;
}

const noWindow = (): Reason => ({ code: 'no-window', text: 'no window of its members is open as far as is planned' });

/** From when on the step can be taken at all, and where it goes then. */
function stepText(readyAt: Instant, { at, window, zone }: Timing): string {
  const ready = `every member has it from ${formatZoned(readyAt, zone)} on`;
  return at === undefined
    ? `${ready}, and ${noWindow().text}`
    : `${ready}, and ${window ?? ''} is the first window then, at ${formatZoned(at, zone)}`;
}

/** Who is last. */
function lastText(members: Members, lastAt: Instant, { soakMs }: Timing): string {
  return members
    .filter(({ installedBy }) => (installedBy ?? 0) + soakMs === lastAt)
    .map(({ asset }) => asset)
    .join(', ');
}
