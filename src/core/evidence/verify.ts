import type { Estate } from '../../model/estate.ts';
import type { Row } from '../../model/generated/deployment-record.ts';
import type { RequirementBook } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { MissedVisit, StrayRow, Verification } from '../../model/verification.ts';
import { packageKey } from '../estate/components.ts';
import { type Order, ordersIn } from '../record/orders.ts';
import { deploymentLog } from '../report/deployments.ts';
import { emergencyReviews } from './emergency-review.ts';
import { twinsIn } from './twins.ts';
import { verifyRows } from './verify-rows.ts';

/** What is verified, and what is required now. */
export interface VerifyInput {
  readonly estate: Estate;
  readonly book: RequirementBook;
  readonly asOf: Instant;
}

/** Holds plan, records and observation against each other: what was approved, what is said to be done, what is there. */
export function verify({ estate, book, asOf }: VerifyInput): Verification {
  const orders = ordersIn(estate);
  const rows = deploymentLog(estate).rows.map(({ row, record }) => ({ row, record: record.name }));
  const whyStray = strayReasons(estate, orders);
  return {
    asOf,
    timeZone: estate.workspace.timeZone,
    rows: verifyRows(estate, orders, asOf),
    missed: missedVisits([...orders.values()], rows, { estate, book, asOf }),
    stray: rows.flatMap(({ row, record }): readonly StrayRow[] => {
      const because = whyStray(row);
      const { asset, application, version } = row;
      return because === undefined ? [] : [{ record, asset, application, version, because }];
    }),
    emergencies: emergencyReviews(estate, asOf).map(({ resource, reviewBy, state }) => {
      const { change, by } = resource.document.spec;
      return { record: resource.name, change, by, reviewBy, state };
    }),
  };
}

interface RecordedRow {
  readonly row: Row;
  readonly record: string;
}

/** Visits whose time is over: what each carries and no record speaks of. */
function missedVisits(
  orders: readonly Order[],
  rows: readonly RecordedRow[],
  { estate, book, asOf }: VerifyInput,
): readonly MissedVisit[] {
  const recorded = new Map<string, Set<string>>();
  for (const { row } of rows) {
    if (row.visit === undefined) continue;
    const known = recorded.get(row.visit) ?? new Set();
    recorded.set(row.visit, known.add(packageKey(row.application.ecosystem, row.application.name)));
  }
  const retries = retriesIn(estate);
  return orders
    .filter(({ end }) => end <= asOf)
    .flatMap(({ visit, change, end }): readonly MissedVisit[] => {
      const known = recorded.get(visit.id);
      const missing = visit.requirements.filter(
        ({ component }) => known?.has(packageKey(component.ecosystem, component.name)) !== true,
      );
      if (missing.length === 0) return [];
      const updates = missing.map(({ id, component, target }) => ({
        ...{ name: component.name, target },
        isRequired: book.find(id) !== undefined,
      }));
      const { id, asset } = visit;
      return [{ visit: id, change, asset, end, updates, isPartial: known !== undefined, retriedBy: retries.get(id) }];
    })
    .sort((left, right) => left.end - right.end || (left.asset < right.asset ? -1 : 1));
}

function retriesIn({ resources }: Estate): ReadonlyMap<string, string> {
  const visits = [...(resources.Change?.values() ?? [])].flatMap(({ document }) => document.spec.visits);
  return new Map(visits.flatMap(({ id, retryOf }) => (retryOf === undefined ? [] : [[retryOf, id] as const])));
}

/** Says why a row belongs to no approved visit; `undefined`: it belongs to one. */
function strayReasons(estate: Estate, orders: ReadonlyMap<string, Order>): (row: Row) => string | undefined {
  const twins = twinsIn(estate);
  return ({ asset, visit }) => {
    const uid = twins.uidOf(asset);
    if (uid === undefined) return 'no asset is called so';
    if (visit === undefined) return 'it belongs to no approved visit';
    const order = orders.get(visit);
    if (order === undefined) return `no Change has a visit ${visit}`;
    return twins.uidOf(order.visit.asset) === uid ? undefined : `${visit} is a visit of ${order.visit.asset}`;
  };
}
