import type { Artifact, PackageVersion, RecordSource } from '../../model/generated/common.ts';
import type { RecordKind } from '../../model/record-report.ts';

/** What whoever records says beside the report. Words are judged by the schema of the kind. */
export interface RecordFrame {
  /** Person or account that did it. */
  readonly by: string | undefined;
  readonly engine: string | undefined;
  readonly job: string | undefined;
  readonly method: string | undefined;
  readonly environment: string | undefined;
  readonly assets: readonly string[];
  /** Kinds of test. */
  readonly kinds: readonly string[];
  readonly patches: readonly PackageVersion[];
  readonly change: string | undefined;
  /** When it was, where the report does not say. */
  readonly claimedAt: string | undefined;
  readonly artifacts: readonly Artifact[];
  readonly supersedes: readonly string[];
  readonly notes: string | undefined;
  /** Where the content comes from. */
  readonly source: RecordSource;
}

/** The field of each kind that names who did it. */
const doers: Readonly<Record<RecordKind, string>> = {
  TestRecord: 'tester',
  DeploymentRecord: 'executor',
  VerificationRecord: 'verifier',
  RollbackRecord: 'executor',
  EvaluationRecord: 'evaluator',
  ActivityRecord: 'conductedBy',
  IncidentRecord: 'reportedBy',
};

/** Fields of the frame that a kind has, as far as somebody filled them. */
export function framing(kind: RecordKind, frame: RecordFrame): Readonly<Record<string, unknown>> {
  const { by, engine, job, method, environment, assets, kinds, patches, change } = frame;
  const { claimedAt, artifacts, supersedes, notes, source } = frame;
  const ofKind: Readonly<Partial<Record<RecordKind, Readonly<Record<string, unknown>>>>> = {
    TestRecord: { environment, assets: filled(assets), kinds: filled(kinds), patches: filled(patches) },
    DeploymentRecord: { engine, job },
    VerificationRecord: { method },
  };
  const isOfChange = kind !== 'ActivityRecord' && kind !== 'EvaluationRecord';
  const fields = {
    ...(isOfChange && { change }),
    ...ofKind[kind],
    [doers[kind]]: by,
    ...(kind !== 'EvaluationRecord' && { artifacts: filled(artifacts) }),
    ...{ claimedAt, supersedes: filled(supersedes), source, notes },
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const filled = <T>(items: readonly T[]): readonly T[] | undefined => (items.length === 0 ? undefined : items);
