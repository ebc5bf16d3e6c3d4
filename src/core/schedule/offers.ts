import { remember } from './group.ts';
import type { Job } from './job.ts';
import type { Problem } from './problem.ts';
import type { Calendar, Service, SlotList, VisitShape } from './service.ts';

/** What a calendar has for each job, by its number: all windows of its asset, and the slots of those that serve it. */
interface Offers {
  readonly services: (Service | undefined)[];
  readonly lists: (SlotList | undefined)[];
}

const offers = new WeakMap<Calendar, Offers>();

function offersOf({ calendar, jobCount }: Problem): Offers {
  const known = offers.get(calendar);
  if (known !== undefined) return known;
  const made: Offers = { services: new Array(jobCount), lists: new Array(jobCount) };
  offers.set(calendar, made);
  return made;
}

/** The windows and freezes of a job's asset, whatever the priority. */
export function servicesOf(problem: Problem): (job: Job) => Service {
  const { services } = offersOf(problem);
  return (job) => {
    const service = services[job.number] ?? problem.calendar.serviceOf(job.asset, []);
    services[job.number] = service;
    return service;
  };
}

/** The slots that a job could use if nothing else were planned. */
export function slotListOf(problem: Problem, job: Job): SlotList {
  return listsOf(problem)(job);
}

/** The same for those who ask for many jobs. */
export function listsOf(problem: Problem): (job: Job) => SlotList {
  const { calendar } = problem;
  const { lists } = offersOf(problem);
  const serviceOf = servicesOf(problem);
  // Most visits ask for nothing but a wave of their windows.
  const plain = new Map<Service, SlotList>();
  const find = (job: Job): SlotList => {
    serviceOf(job);
    const service = calendar.serviceOf(job.asset, job.priorities);
    const slots = (): SlotList => calendar.slotsOf(service, shapeOf(job));
    const isPlain = job.cluster === undefined && job.asset.visitDurationMs === undefined;
    return isPlain ? remember(plain, service, slots) : slots();
  };
  return (job) => {
    const list = lists[job.number] ?? find(job);
    lists[job.number] = list;
    return list;
  };
}

/** What a job asks of a slot. */
export function shapeOf({ asset, cluster }: Job): VisitShape {
  return {
    ownMs: asset.visitDurationMs,
    soakMs: cluster?.soakMs ?? 0,
    maxOfflineMs: cluster?.maxOfflineMs,
  };
}
