import type { Asset } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { Requirement, RequirementBook, TestDemand } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import type { Gate, Schedule, Visit } from '../../model/visit.ts';
import { type RecordedApproval, recordedApprovals } from './approval-gates.ts';
import { absent, type Evidence, refuted, together } from './evidence.ts';
import { type GateEvidence, gateEvidence } from './gate-evidence.ts';
import { drillAges, dutiesFirst, versionToInstall } from './needs.ts';

/** What gates are judged by. */
export interface JudgeGatesInput {
  readonly estate: Estate;
  readonly book: RequirementBook;
  readonly asOf: Instant;
}

/**
 * Marks the gates of a schedule that records meet, each with the records that do, and says what others still lack.
 * What a gate needs is left as it is: an approved Change states it. A visit of a merged Change is judged by the versions
 * that were approved, under today's policies; where none asks for a test any more, any passed test of them will do.
 */
export function judgeGates(schedule: Schedule, input: JudgeGatesInput): Schedule {
  const { estate, book, asOf } = input;
  const { TestRecord, RollbackRecord, EvaluationRecord, Change } = estate.resources;
  if (
    ![TestRecord, RollbackRecord, EvaluationRecord, Change].some((records) => records !== undefined && records.size > 0)
  )
    return schedule;
  const evidence = gateEvidence(estate, asOf);
  const assets = new Map(estate.assets.map((asset) => [asset.name, asset] as const));
  const approved = approvedUpdates(estate);
  const visits = schedule.visits.map((visit) => {
    const asset = assets.get(visit.asset);
    if (asset === undefined) return visit;
    const carried = visit.requirements.flatMap((id) => book.find(id) ?? []);
    const promise = isPromised(visit) ? approved.get(visit.id) : undefined;
    return { ...visit, gates: visit.gates.map((gate) => judged(gate, { visit, asset, carried, promise, evidence })) };
  });
  return { ...schedule, visits };
}

/** A visit that is planned anew may bear the id of one that was approved and did not come off. */
const isPromised = ({ state }: Visit): boolean =>
  state !== 'planned' && state !== 'proposed' && state !== 'late' && state !== 'blocked';

interface Judging {
  readonly visit: Visit;
  readonly asset: Asset;
  readonly carried: readonly Requirement[];
  /** The merged Change that the visit is from. */
  readonly promise: Promised | undefined;
  readonly evidence: GateEvidence;
}

interface Promised {
  readonly change: string;
  /** What is on record of its approval; `undefined`: nothing but the merge. */
  readonly approval: RecordedApproval | undefined;
  /** Approved versions by requirement id. */
  readonly versions: ReadonlyMap<string, string>;
}

function judged(gate: Gate, judging: Judging): Gate {
  switch (gate.gate) {
    case 'approval':
      return gate.status === 'met' && judging.promise ? approvedGate(gate, judging.promise) : gate;
    case 'test-evidence':
      return withEvidence(gate, testsOf(judging));
    case 'rollback-drill':
      return withEvidence(gate, drillsOf(judging));
    case 'forensics':
    case 'duty':
      return withEvidence(gate, dutiesOf(gate.gate, judging));
    default:
      return gate;
  }
}

/** The merge is the approval. A record of it says who gave it, and may say that it does not hold. */
function approvedGate({ gate, needs, status }: Gate, { change, approval }: Promised): Gate {
  if (approval === undefined) return { gate, status, needs, metBy: [change] };
  const { record, assertedBy, lacks } = approval;
  if (lacks.length > 0) return { gate, status: 'open', needs, lacks: lacks.map((lack) => `${lack} (${record})`) };
  return { gate, status, needs, metBy: [record], ...(assertedBy !== undefined && { assertedBy }) };
}

/** Where nothing at all is on record, what the gate needs is all there is to say. */
function withEvidence({ gate, needs }: Gate, parts: readonly Evidence[]): Gate {
  const evidence = together(parts);
  if (evidence.status === 'met') return { gate, status: 'met', needs, metBy: evidence.records };
  return { gate, status: 'open', needs, ...(!evidence.isAbsent && { lacks: evidence.lacks }) };
}

/** What a policy that says nothing more asks for. */
const anyTest: TestDemand = { kinds: [], environment: undefined, onMirror: false, validFor: undefined };

function testsOf({ visit, asset, carried, promise, evidence }: Judging): readonly Evidence[] {
  const isDemanded = carried.some(({ governance }) => governance.testing.length > 0);
  return carried.flatMap((requirement) => {
    const { component, governance } = requirement;
    const version = promise?.versions.get(requirement.id) ?? versionToInstall(requirement);
    const demands = isDemanded ? governance.testing : [anyTest];
    return demands.map((demand) => evidence.tested({ asset, component, version }, demand, visit.start));
  });
}

function drillsOf({ visit, asset, carried, evidence }: Judging): readonly Evidence[] {
  const ages = drillAges(carried);
  if (ages.length === 0) return [refuted('no policy says any more how recent the drill must be')];
  return ages.map((within) => evidence.drilled(asset, within, visit.start));
}

function dutiesOf(gate: 'forensics' | 'duty', { carried }: Judging): readonly Evidence[] {
  const duties = dutiesFirst(gate, carried);
  if (duties.every(({ done }) => done === undefined)) return duties.map(({ id }) => absent(`${id} is not on record`));
  return duties.map(({ id, done }) =>
    done === undefined ? refuted(`${id} is not on record`) : { status: 'met', records: [done.record] },
  );
}

function approvedUpdates(estate: Estate): ReadonlyMap<string, Promised> {
  const approvals = recordedApprovals(estate);
  const { resources } = estate;
  const promised = new Map<string, Promised>();
  for (const { name, document } of resources.Change?.values() ?? []) {
    for (const { id, requirements } of document.spec.visits) {
      promised.set(id, {
        change: name,
        approval: approvals.get(name),
        versions: new Map(requirements.map((one) => [one.id, one.target] as const)),
      });
    }
  }
  return promised;
}
