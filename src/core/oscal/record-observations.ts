import type { Estate } from '../../model/estate.ts';
import type { OscalObservation } from '../../model/oscal.ts';
import type { ReportDocumentId } from '../../model/report.ts';
import type { Resource } from '../../model/resource.ts';
import type { Instant } from '../../model/time.ts';
import { supersession } from '../evidence/supersession.ts';
import { groupBy } from '../schedule/group.ts';
import { formatInstant, readMoment } from '../time.ts';
import type { EvidenceBook } from './evidence.ts';
import { type OscalContext, prop } from './input.ts';
import { subjectsOf } from './subjects.ts';

/** Something that a record says happened. */
interface Happening {
  readonly record: Resource;
  /** Tells the happenings of one record apart. */
  readonly part: string;
  readonly title: string;
  readonly at: Instant | undefined;
  readonly assets: readonly string[];
  readonly props: readonly { readonly name: string; readonly value: string }[];
  /** The document of the pack that lists it. */
  readonly document: ReportDocumentId;
}

/** An observation of a record, and the document of the pack that lists the record. */
export interface RecordObservation {
  readonly observation: OscalObservation;
  readonly document: ReportDocumentId;
}

/**
 * What the records of the period say: tests, approvals, deployments of each patch, checks, drills, evaluations and
 * duties. Records that a later one corrects are left out; one that says no moment is kept, with a remark.
 */
export function recordObservations(context: OscalContext, book: EvidenceBook): readonly RecordObservation[] {
  const { decision, period } = context.input;
  const subjects = subjectsOf(context);
  const isMeant = ({ at }: Happening): boolean =>
    period === undefined || at === undefined || (at >= period.from && at < period.to);
  return happeningsIn(decision.estate)
    .filter(isMeant)
    .map(({ record, part, title, at, assets, props, document }) => {
      const known = subjects(assets);
      const remarks = [
        ...(at === undefined ? ['The record says no moment; the instant of the report stands in.'] : []),
        ...(known.length < new Set(assets).size ? ['Some of its assets are not in the estate today.'] : []),
      ].join(' ');
      const observation: OscalObservation = {
        uuid: context.id('observation', 'record', record.kind, record.name, part),
        title,
        description: `${title}. Stated by ${record.kind} ${record.name}.`,
        props: [prop('record', record.name), ...props.map(({ name, value }) => prop(name, value))],
        methods: record.kind === 'TestRecord' || record.kind === 'VerificationRecord' ? ['TEST'] : ['EXAMINE'],
        types: ['historic'],
        origins: [context.origin],
        ...(known.length > 0 && { subjects: known }),
        'relevant-evidence': book.files(record.kind, [record.origin.file], 'manifest.json'),
        collected: formatInstant(at ?? decision.plan.asOf),
        ...(remarks !== '' && { remarks }),
      };
      return { observation, document };
    });
}

function happeningsIn(estate: Estate): readonly Happening[] {
  const zone = estate.workspace.timeZone;
  const moment = (text: string | undefined): Instant | undefined => readMoment(text ?? '', zone, 'end');
  const { resources } = estate;
  const whole = (
    record: Resource,
    document: ReportDocumentId,
    rest: Pick<Happening, 'title' | 'at'> & Partial<Happening>,
  ): Happening => ({ record, part: '', assets: [], props: [], document, ...rest });
  return [
    ...live(resources.EvaluationRecord).map((record) => {
      const { rows, evaluator, evaluatedAt } = record.document.spec;
      return whole(record, 'D3', { title: `${rows.length} rows evaluated by ${evaluator}`, at: moment(evaluatedAt) });
    }),
    ...live(resources.ApprovalRecord).map((record) => {
      const { change, mergedAt, claimedAt, evidence } = record.document.spec;
      const title = `Approval of ${change ?? 'a merge'}, ${evidence === 'forge' ? 'read from the forge' : 'asserted'}`;
      return whole(record, 'D7', { title, at: moment(mergedAt ?? claimedAt) });
    }),
    ...live(resources.TestRecord).map((record) => {
      const { environment, assets, kinds, result, endedAt } = record.document.spec;
      const title = `Tests (${kinds.join(', ')}) in ${environment}: ${result}`;
      return whole(record, 'D8', {
        title,
        assets: assets ?? [],
        at: moment(endedAt),
        props: [{ name: 'result', value: result }],
      });
    }),
    ...live(resources.RollbackRecord).map((record) => {
      const { occasion, procedure, assets, result, endedAt } = record.document.spec;
      const title = `Rollback by ${procedure} (${occasion}): ${result}`;
      return whole(record, 'D8', { title, assets, at: moment(endedAt), props: [{ name: 'result', value: result }] });
    }),
    ...live(resources.DeploymentRecord).flatMap((record) => deployments(record, moment)),
    ...live(resources.VerificationRecord).map((record) => {
      const { method, verifier, rows } = record.document.spec;
      const title = `${rows.length} installations checked by ${method} (${verifier})`;
      return whole(record, 'D9', {
        title,
        assets: rows.map(({ asset }) => asset),
        at: latest(rows.map((row) => moment(row.verifiedAt))),
      });
    }),
    ...live(resources.ActivityRecord).map((record) => {
      const { activity, heldAt, result } = record.document.spec;
      return whole(record, 'D13', { title: `Duty ${activity} held: ${result ?? 'completed'}`, at: moment(heldAt) });
    }),
  ];
}

/** One a patch and result: what a job did to all assets that it gave the same version. */
function deployments(
  record: Resource<'DeploymentRecord'>,
  moment: (text: string) => Instant | undefined,
): readonly Happening[] {
  const { rows, engine } = record.document.spec;
  const groups = groupBy(rows, ({ application, version, result }) =>
    JSON.stringify([application.ecosystem, application.name, version, result]),
  );
  return [...groups].map(([part, alike]) => {
    const [first] = alike;
    const what = `${first?.application.name} ${first?.version}`;
    const result = first?.result ?? 'unknown';
    return {
      record,
      part,
      title: `${what} deployed by ${engine}: ${result}`,
      at: latest(alike.map(({ end }) => moment(end))),
      assets: alike.map(({ asset }) => asset),
      props: [
        { name: 'package', value: first?.application.name ?? 'unknown' },
        { name: 'version', value: first?.version ?? 'unknown' },
        { name: 'result', value: result },
      ],
      document: 'D9',
    };
  });
}

function latest(moments: readonly (Instant | undefined)[]): Instant | undefined {
  const known = moments.flatMap((at) => at ?? []);
  return known.length === 0 ? undefined : known.reduce((left, right) => Math.max(left, right) as Instant);
}

type RecordKind =
  | 'ActivityRecord'
  | 'ApprovalRecord'
  | 'DeploymentRecord'
  | 'EvaluationRecord'
  | 'RollbackRecord'
  | 'TestRecord'
  | 'VerificationRecord';

/** Records of a kind by name, those apart that a later one corrects. */
function live<K extends RecordKind>(records: ReadonlyMap<string, Resource<K>> | undefined): readonly Resource<K>[] {
  const all = [...(records?.values() ?? [])];
  const { replaced } = supersession(all);
  return all.filter(({ name }) => !replaced.has(name));
}
