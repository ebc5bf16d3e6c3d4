import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Estate } from '../../model/estate.ts';
import type { ReportedRow } from '../../model/record-report.ts';
import { nameFinder } from '../import/names.ts';
import { parseInstant } from '../time.ts';
import { matchRows } from './match.ts';
import type { Statement } from './record-file.ts';

interface Ground {
  readonly file: string;
  readonly estate: Estate;
  /** A reader has matched its rows already. */
  readonly isRead: boolean;
}

/**
 * Holds a valid record against the estate: rows get the visit that was under way when they name none, lose one that
 * nobody approved, and every name that leads nowhere is told. Nothing else that people wrote is changed.
 */
export function matchStated(statement: Statement, ground: Ground): Outcome<Statement> {
  switch (statement.kind) {
    case 'DeploymentRecord':
    case 'VerificationRecord':
      return ground.isRead ? { value: statement, diagnostics: [] } : withVisits(statement, ground);
    case 'RollbackRecord':
    case 'IncidentRecord':
      return { value: statement, diagnostics: unknownNames(statement.spec.assets, ground) };
    case 'TestRecord':
      return { value: statement, diagnostics: unknownNames(statement.spec.assets ?? [], ground) };
    case 'ActivityRecord':
      return { value: statement, diagnostics: unknownActivity(statement.spec.activity, ground) };
    default:
      return { value: statement, diagnostics: [] };
  }
}

type Rows = Extract<Statement, { readonly kind: 'DeploymentRecord' | 'VerificationRecord' }>;

function withVisits(statement: Rows, { file, estate }: Ground): Outcome<Statement> {
  const reported = reportedRows(statement, file);
  const { rows: matched, diagnostics } = matchRows(
    reported,
    estate,
    statement.kind === 'DeploymentRecord' ? 'work' : 'checks',
  );
  const orders = new Map(matched.map(({ row, order }) => [row, order] as const));
  const visitOf = (index: number): string | undefined => {
    const row = reported[index];
    return row === undefined ? undefined : orders.get(row)?.visit.id;
  };
  const settled = <R extends { readonly visit?: string }>(rows: readonly R[]): readonly R[] =>
    rows.map((row, index) => {
      const { visit: _stated, ...rest } = row;
      const visit = visitOf(index);
      return (visit === undefined ? rest : { visit, ...rest }) as R;
    });
  const changes = new Set(matched.flatMap(({ order }) => order?.change ?? []));
  const [only] = changes.size === 1 ? changes : [];
  const change = statement.spec.change ?? only;
  const head = change === undefined ? {} : { change };
  const value: Statement =
    statement.kind === 'DeploymentRecord'
      ? { ...statement, spec: { ...head, ...statement.spec, rows: settled(statement.spec.rows) } }
      : { ...statement, spec: { ...head, ...statement.spec, rows: settled(statement.spec.rows) } };
  return { value, diagnostics };
}

function reportedRows(statement: Rows, file: string): readonly ReportedRow[] {
  const at = { file };
  if (statement.kind === 'DeploymentRecord') {
    return statement.spec.rows.map(({ asset, visit, application, version, start, end, result }) => ({
      ...{ assets: [asset], visit, ecosystem: application.ecosystem, package: application.name, version, result, at },
      ...{ start: parseInstant(start), end: parseInstant(end) },
    }));
  }
  return statement.spec.rows.map(({ asset, visit, application, observedVersion, verifiedAt }) => ({
    ...{ assets: [asset], visit, ecosystem: application.ecosystem, package: application.name, at },
    ...{ version: observedVersion, end: parseInstant(verifiedAt) },
  }));
}

function unknownNames(names: readonly string[], { estate, file }: Ground): readonly Diagnostic[] {
  const find = nameFinder(estate.assets);
  return names
    .filter((name) => find([name])?.isKnown !== true)
    .map((asset) => diagnostic('record/unknown-asset', { entry: 'assets', asset }, { at: { file } }));
}

function unknownActivity(activity: string, { estate, file }: Ground): readonly Diagnostic[] {
  if (estate.resources.Activity?.has(activity)) return [];
  return [diagnostic('record/unknown-activity', { activity }, { at: { file } })];
}
