import { remember } from './group.ts';
import type { Job } from './job.ts';
import type { Lot } from './lot.ts';
import type { Problem } from './problem.ts';
import { type Calendar, type Service, type VisitShape, withoutFreezes } from './service.ts';
import type { SlotList } from './slot-list.ts';

/** What a calendar has for each lot: all windows of its assets, and the slots of those that serve its jobs. */
interface Offers {
  readonly services: Map<Lot, Service>;
  readonly serving: Map<Lot, Service>;
  readonly lists: Map<Lot, SlotList>;
  readonly thawed: Map<Lot, SlotList>;
}

const offers = new WeakMap<Calendar, Offers>();

function offersOf(calendar: Calendar): Offers {
  const known = offers.get(calendar);
  if (known !== undefined) return known;
  const made: Offers = { services: new Map(), serving: new Map(), lists: new Map(), thawed: new Map() };
  offers.set(calendar, made);
  return made;
}

/** The windows and freezes of a job's asset, whatever the priority. */
export function servicesOf({ calendar }: Problem): (job: Job) => Service {
  const { services } = offersOf(calendar);
  return ({ lot }) => remember(services, lot, () => calendar.serviceOf(lot.asset, []));
}

/** Those windows of a job's asset that serve its priorities, and the freezes that hold it up. */
export function servingOf({ calendar }: Problem): (job: Pick<Job, 'lot'>) => Service {
  const { serving } = offersOf(calendar);
  return ({ lot }) => remember(serving, lot, () => calendar.serviceOf(lot.asset, lot.priorities));
}

/** The slots that a job could use if nothing else were planned. */
export function slotListOf(problem: Problem, job: Job): SlotList {
  return listsOf(problem)(job);
}

/** The same for those who ask for many jobs. */
export function listsOf(problem: Problem): (job: Pick<Job, 'lot'>) => SlotList {
  const { calendar } = problem;
  const { lists } = offersOf(calendar);
  const servingTo = servingOf(problem);
  return (job) => remember(lists, job.lot, () => calendar.slotsOf(servingTo(job), shapeOf(job.lot)));
}

/** The same as if there were no freeze. */
export function thawedListsOf(problem: Problem): (job: Pick<Job, 'lot'>) => SlotList {
  const { calendar } = problem;
  const { thawed } = offersOf(calendar);
  const servingTo = servingOf(problem);
  return (job) => remember(thawed, job.lot, () => calendar.slotsOf(withoutFreezes(servingTo(job)), shapeOf(job.lot)));
}

/** What the jobs of a lot ask of a slot. */
export function shapeOf({ asset, cluster }: Pick<Lot, 'asset' | 'cluster'>): VisitShape {
  return {
    ownMs: asset.visitDurationMs,
    soakMs: cluster?.soakMs ?? 0,
    maxOfflineMs: cluster?.maxOfflineMs,
  };
}
