import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import { type Priority, priorities } from '../../model/requirement.ts';
import type { Resource } from '../../model/resource.ts';
import type { Interval } from '../../model/time.ts';
import { durationText } from '../time.ts';
import { countOf, readLength, type ScheduleContext, siteOf } from './context.ts';
import { occurrencesOf } from './occurrences.ts';
import { type AssetTest, assetTest } from './scope.ts';
import { wavesOf } from './waves.ts';

/** A maintenance window ready to place visits in: expanded once, however many assets share it. */
export interface WindowPlan {
  readonly name: string;
  readonly durationMs: number;
  /** Length of one wave. */
  readonly visitMs: number;
  readonly cutoffMs: number;
  /** Visits that one wave may hold. */
  readonly capacity: number;
  readonly priorities: ReadonlySet<Priority>;
  readonly serves: AssetTest;
  /** Occurrences that touch the planned time, in order. */
  readonly occurrences: readonly Interval[];
}

/** Reads every MaintenanceWindow of the estate, sorted by name. One that cannot be meant is reported and left out. */
export function readWindows(context: ScheduleContext): Outcome<readonly WindowPlan[]> {
  const read = [...(context.estate.resources.MaintenanceWindow?.values() ?? [])].map((resource) =>
    readWindow(context, resource),
  );
  return {
    value: read.flatMap((outcome) => outcome.value ?? []),
    diagnostics: read.flatMap((outcome) => outcome.diagnostics),
  };
}

function readWindow(
  context: ScheduleContext,
  resource: Resource<'MaintenanceWindow'>,
): Outcome<WindowPlan | undefined> {
  const { spec } = resource.document;
  const { shape, diagnostics } = readShape(context, resource);
  const serves = assetTest(spec.selector, context.estate.componentSets);
  const capacity = readCapacity(context, resource, serves);
  if (shape === undefined) return { value: undefined, diagnostics: [...diagnostics, ...capacity.diagnostics] };
  const { durationMs } = shape;
  const occurrences = occurrencesOf(context, {
    resource,
    start: spec.start,
    durationMs,
    offsetDays: spec.offsetDays ?? 0,
  });
  return {
    value: {
      name: resource.name,
      ...shape,
      capacity: capacity.value,
      priorities: new Set(spec.priorities ?? priorities),
      serves,
      occurrences: occurrences.value,
    },
    diagnostics: [...diagnostics, ...capacity.diagnostics, ...occurrences.diagnostics],
  };
}

interface Shape {
  readonly durationMs: number;
  readonly visitMs: number;
  readonly cutoffMs: number;
}

function readShape(
  context: ScheduleContext,
  resource: Resource<'MaintenanceWindow'>,
): { readonly shape: Shape | undefined; readonly diagnostics: readonly Diagnostic[] } {
  const { spec, metadata } = resource.document;
  const read = (field: string, text: string, zero: 'allowed' | 'refused'): Outcome<number | undefined> =>
    readLength(context, { resource, field, text, zero });
  const duration = read('duration', spec.duration, 'refused');
  const visit = spec.visitDuration === undefined ? duration : read('visitDuration', spec.visitDuration, 'refused');
  const cutoff = read('cutoff', spec.cutoff ?? '0min', 'allowed');
  const diagnostics = [
    ...duration.diagnostics,
    ...(visit === duration ? [] : visit.diagnostics),
    ...cutoff.diagnostics,
  ];
  if (duration.value === undefined || visit.value === undefined || cutoff.value === undefined) {
    return { shape: undefined, diagnostics };
  }
  const shape = { durationMs: duration.value, visitMs: visit.value, cutoffMs: cutoff.value };
  if (wavesOf({ ...shape, soakMs: 0 }).length > 0) return { shape, diagnostics };
  const room = durationText(shape.durationMs) + (shape.cutoffMs > 0 ? ` less ${durationText(shape.cutoffMs)}` : '');
  const at = siteOf(context, resource, ['spec', spec.visitDuration === undefined ? 'cutoff' : 'visitDuration']);
  const args = { name: metadata.name, visit: durationText(shape.visitMs), room };
  return { shape: undefined, diagnostics: [...diagnostics, diagnostic('schedule/visit-too-long', args, { at })] };
}

/** A share of the assets that the window serves rounds down: fewer at a time is the safe side. */
function readCapacity(
  context: ScheduleContext,
  resource: Resource<'MaintenanceWindow'>,
  serves: AssetTest,
): Outcome<number> {
  const { maxConcurrent } = resource.document.spec;
  const assets = typeof maxConcurrent === 'number' ? 0 : context.estate.assets.filter(serves.matches).length;
  const capacity = countOf(maxConcurrent, assets);
  if (capacity > 0) return { value: capacity, diagnostics: [] };
  const at = siteOf(context, resource, ['spec', 'maxConcurrent']);
  const share = typeof maxConcurrent === 'number' ? '0' : `${maxConcurrent} of ${assets} assets, rounded down to 0`;
  const args = { name: resource.name, share };
  return { value: 0, diagnostics: [diagnostic('schedule/window-without-capacity', args, { at })] };
}
