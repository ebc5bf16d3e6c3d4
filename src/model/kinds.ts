import type { Activity } from './generated/activity.ts';
import type { ActivityRecord } from './generated/activity-record.ts';
import type { ApprovalRecord } from './generated/approval-record.ts';
import type { Assessment } from './generated/assessment.ts';
import type { CatalogIndex } from './generated/catalog-index.ts';
import type { Change } from './generated/change.ts';
import type { Cluster } from './generated/cluster.ts';
import type { DeclineRecord } from './generated/decline-record.ts';
import type { DeploymentRecord } from './generated/deployment-record.ts';
import type { EmergencyRecord } from './generated/emergency-record.ts';
import type { EvaluationRecord } from './generated/evaluation-record.ts';
import type { Exception } from './generated/exception.ts';
import type { ForgeSettingsRecord } from './generated/forge-settings-record.ts';
import type { FrameworkMapping } from './generated/framework-mapping.ts';
import type { Freeze } from './generated/freeze.ts';
import type { IncidentRecord } from './generated/incident-record.ts';
import type { Inventory } from './generated/inventory.ts';
import type { LedgerRecord } from './generated/ledger-record.ts';
import type { MaintenanceWindow } from './generated/maintenance-window.ts';
import type { Patch } from './generated/patch.ts';
import type { PatchPolicy } from './generated/patch-policy.ts';
import type { Role } from './generated/role.ts';
import type { RollbackRecord } from './generated/rollback-record.ts';
import type { Rollout } from './generated/rollout.ts';
import type { Seal } from './generated/seal.ts';
import type { Team } from './generated/team.ts';
import type { TestRecord } from './generated/test-record.ts';
import type { VerificationRecord } from './generated/verification-record.ts';
import type { Workspace } from './generated/workspace.ts';

/** Who may write a kind: people through review, or bots through pull requests that merge themselves. */
export type Lane = 'decision' | 'data';

/** A kind of resource: its schema in `schemas/`, the folder it usually stands in, and its lane. */
export interface KindEntry {
  readonly kind: keyof ResourceByKind;
  /** File name below `schemas/`. */
  readonly schema: string;
  /** Usual folder from the root of the estate; `.` is the root itself. The kind decides, not the folder. */
  readonly folder: string;
  readonly lane: Lane;
}

/** The type of the document of each kind, as generated from its schema. */
export interface ResourceByKind {
  readonly Activity: Activity;
  readonly ActivityRecord: ActivityRecord;
  readonly ApprovalRecord: ApprovalRecord;
  readonly Assessment: Assessment;
  readonly CatalogIndex: CatalogIndex;
  readonly Change: Change;
  readonly Cluster: Cluster;
  readonly DeclineRecord: DeclineRecord;
  readonly DeploymentRecord: DeploymentRecord;
  readonly EmergencyRecord: EmergencyRecord;
  readonly EvaluationRecord: EvaluationRecord;
  readonly Exception: Exception;
  readonly ForgeSettingsRecord: ForgeSettingsRecord;
  readonly FrameworkMapping: FrameworkMapping;
  readonly Freeze: Freeze;
  readonly IncidentRecord: IncidentRecord;
  readonly Inventory: Inventory;
  readonly LedgerRecord: LedgerRecord;
  readonly MaintenanceWindow: MaintenanceWindow;
  readonly Patch: Patch;
  readonly PatchPolicy: PatchPolicy;
  readonly Role: Role;
  readonly RollbackRecord: RollbackRecord;
  readonly Rollout: Rollout;
  readonly Seal: Seal;
  readonly Team: Team;
  readonly TestRecord: TestRecord;
  readonly VerificationRecord: VerificationRecord;
  readonly Workspace: Workspace;
}

/** The name of a kind. */
export type Kind = keyof ResourceByKind;

/** Every kind of resource, in the order of the lifecycle: settings, estate, decisions, work, evidence. */
export const kinds = [
  { kind: 'Workspace', schema: 'workspace.schema.json', folder: '.', lane: 'decision' },
  { kind: 'Inventory', schema: 'inventory.schema.json', folder: 'inventory', lane: 'decision' },
  { kind: 'Cluster', schema: 'cluster.schema.json', folder: 'inventory', lane: 'decision' },
  { kind: 'PatchPolicy', schema: 'patch-policy.schema.json', folder: 'policies', lane: 'decision' },
  {
    kind: 'FrameworkMapping',
    schema: 'framework-mapping.schema.json',
    folder: 'policies/frameworks',
    lane: 'decision',
  },
  { kind: 'MaintenanceWindow', schema: 'maintenance-window.schema.json', folder: 'schedules', lane: 'decision' },
  { kind: 'Freeze', schema: 'freeze.schema.json', folder: 'schedules', lane: 'decision' },
  { kind: 'Rollout', schema: 'rollout.schema.json', folder: 'schedules', lane: 'decision' },
  { kind: 'Activity', schema: 'activity.schema.json', folder: 'schedules', lane: 'decision' },
  { kind: 'Exception', schema: 'exception.schema.json', folder: 'exceptions', lane: 'decision' },
  { kind: 'Assessment', schema: 'assessment.schema.json', folder: 'exceptions', lane: 'decision' },
  { kind: 'Team', schema: 'team.schema.json', folder: 'directory', lane: 'decision' },
  { kind: 'Role', schema: 'role.schema.json', folder: 'directory', lane: 'decision' },
  { kind: 'Change', schema: 'change.schema.json', folder: 'changes', lane: 'decision' },
  { kind: 'CatalogIndex', schema: 'catalog-index.schema.json', folder: 'catalog', lane: 'data' },
  { kind: 'Patch', schema: 'patch.schema.json', folder: 'catalog', lane: 'data' },
  { kind: 'LedgerRecord', schema: 'ledger-record.schema.json', folder: 'records/ledger', lane: 'data' },
  { kind: 'EvaluationRecord', schema: 'evaluation-record.schema.json', folder: 'records/evaluation', lane: 'data' },
  { kind: 'TestRecord', schema: 'test-record.schema.json', folder: 'records/test', lane: 'data' },
  { kind: 'ApprovalRecord', schema: 'approval-record.schema.json', folder: 'records/approval', lane: 'data' },
  { kind: 'EmergencyRecord', schema: 'emergency-record.schema.json', folder: 'records/emergency', lane: 'data' },
  { kind: 'DeploymentRecord', schema: 'deployment-record.schema.json', folder: 'records/deployment', lane: 'data' },
  {
    kind: 'VerificationRecord',
    schema: 'verification-record.schema.json',
    folder: 'records/verification',
    lane: 'data',
  },
  { kind: 'RollbackRecord', schema: 'rollback-record.schema.json', folder: 'records/rollback', lane: 'data' },
  { kind: 'DeclineRecord', schema: 'decline-record.schema.json', folder: 'records/decline', lane: 'data' },
  { kind: 'IncidentRecord', schema: 'incident-record.schema.json', folder: 'records/incident', lane: 'data' },
  { kind: 'ActivityRecord', schema: 'activity-record.schema.json', folder: 'records/activity', lane: 'data' },
  {
    kind: 'ForgeSettingsRecord',
    schema: 'forge-settings-record.schema.json',
    folder: 'records/settings',
    lane: 'data',
  },
  { kind: 'Seal', schema: 'seal.schema.json', folder: 'records/seals', lane: 'data' },
] as const satisfies readonly KindEntry[];
