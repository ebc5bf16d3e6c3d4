import type { Asset, Component } from '../../model/asset.ts';
import type { Estate } from '../../model/estate.ts';
import type { ComponentAssessment } from '../../model/finding.ts';
import type { Reason, RequirementBook, RequirementState, SharedRequirement } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { componentKey } from '../assess/component-key.ts';
import type { Targeting, TargetingOf } from '../assess/targeting.ts';
import { revisedBook } from '../prioritise/book.ts';
import { indexPatches, takesEffectLater } from '../prioritise/patches.ts';
import { formatZoned } from '../time.ts';
import { type Found, type Installation, type Installed, installationsIn } from './installations.ts';
import { mitigationsIn } from './mitigations.ts';

/** What requirements are held against. */
export interface RecordsInput {
  readonly estate: Estate;
  /** As policies, exceptions and lists of components make it. */
  readonly book: RequirementBook;
  readonly assessments: ReadonlyMap<string, ComponentAssessment>;
  readonly targetingOf: TargetingOf;
  readonly asOf: Instant;
}

/** States that a deployment or a check may change; in all others there is nothing to install, or nobody can tell. */
const movable: ReadonlySet<RequirementState> = new Set([
  'open',
  'due-soon',
  'overdue',
  'declined',
  'pending-reboot',
  'pending-activation',
]);

/**
 * What records make of requirements. Whichever of deployment, check and list of components is the newest is believed:
 *
 * - `unverified`: a deployment of what is required succeeded, and nobody has looked since.
 * - `pending-reboot`, `pending-activation`: the same, and what was installed is not in effect yet.
 * - `done`: a check found what is required, and the list of components is older. Nothing is overdue any more.
 * - `mitigated`: an approved mitigation stands in place of the update, and every rule accepts one.
 *
 * A list or a check that still finds the old version after a deployment that is said to have succeeded changes no state:
 * the contradiction is told as the reason `deployment-contradicted`.
 */
export function underRecords(input: RecordsInput): RequirementBook {
  const { estate, book, asOf } = input;
  const { DeploymentRecord, VerificationRecord } = estate.resources;
  const hasRecords = (DeploymentRecord?.size ?? 0) + (VerificationRecord?.size ?? 0) > 0;
  const mitigated = mitigationsIn(estate);
  if (!hasRecords && mitigated === undefined) return book;
  const installationsOn = hasRecords ? installationsIn(estate, asOf) : undefined;
  const judge = judging(input);
  return revisedBook(estate.assets, book, (requirement, { asset }) => {
    if (requirement.state === 'excepted') return [mitigated?.(requirement, asset) ?? requirement];
    const installation = movable.has(requirement.state) ? installationsOn?.(asset)?.(requirement.component) : undefined;
    return installation === undefined ? [requirement] : judge(requirement, asset, installation);
  });
}

type Judge = (requirement: SharedRequirement, asset: Asset, installation: Installation) => readonly SharedRequirement[];

function judging({ estate, assessments, targetingOf, asOf }: RecordsInput): Judge {
  const patchesOf = indexPatches(estate);
  const zone = estate.workspace.timeZone;
  return (requirement, asset, installation) => {
    const { component } = requirement;
    const assessment = assessments.get(componentKey(component));
    const patches = patchesOf(component.ecosystem, component.name);
    const reading: Reading = {
      requirement,
      listedAt: asset.lastSeen,
      targeting: assessment && targetingOf(assessment),
      activatesLater: (version) => patches.some((one) => one.version === version && takesEffectLater(one, asOf)),
      when: (at) => formatZoned(at, zone),
    };
    return isActive(reading, installation) ? [] : [standing(reading, installation)];
  };
}

/** A requirement with what it is held against. */
interface Reading {
  readonly requirement: SharedRequirement;
  /** When a source last listed the asset's software; `undefined`: people wrote the list, and nobody knows when. */
  readonly listedAt: Instant | undefined;
  readonly targeting: Targeting | undefined;
  readonly activatesLater: (version: string) => boolean;
  readonly when: (at: Instant) => string;
}

/** Did a check find in effect what the list shows as installed? Then nothing is left to wait for. */
function isActive({ requirement }: Reading, { found }: Installation): boolean {
  const { state, component, target } = requirement;
  const isInPlace = state === 'pending-activation' && target === undefined;
  return isInPlace && found?.inEffect === true && found.version === component.version;
}

function standing(reading: Reading, { installed, found }: Installation): SharedRequirement {
  const isChecked = found !== undefined && found.at >= (installed?.end ?? found.at);
  const isNews = isChecked && found.at > (reading.listedAt ?? Number.NEGATIVE_INFINITY);
  if (isNews) return afterCheck(reading, found, installed);
  return installed === undefined ? reading.requirement : afterDeployment(reading, installed);
}

function afterCheck(reading: Reading, found: Found, installed: Installed | undefined): SharedRequirement {
  const { requirement, when } = reading;
  const { version = '', record, at, inEffect } = found;
  const looked = `${record} (${found.method}, ${when(at)})`;
  if (!meets(reading, version)) {
    const shown = found.version === undefined ? 'did not find it' : `found ${version}`;
    return installed === undefined ? requirement : contradicted(reading, installed, `${looked} ${shown}`);
  }
  const mustRun = requirement.component.running !== undefined || reading.activatesLater(version);
  if (inEffect === false || (mustRun && inEffect !== true)) {
    const text = `${looked} found ${version} installed, ${inEffect === false ? 'and not in effect' : 'and does not say that it is in effect'}`;
    return moved(requirement, reading.activatesLater(version) ? 'pending-activation' : 'pending-reboot', text);
  }
  const done = moved(requirement, 'done', `${looked} found ${version}; the list of components is older`);
  return lateness({ ...done, overdue: false }, installed?.end ?? at, when);
}

function afterDeployment(reading: Reading, installed: Installed): SharedRequirement {
  const { requirement, listedAt, when } = reading;
  const { record, version, end, awaitsReboot } = installed;
  const isListedSince = listedAt !== undefined && listedAt >= end;
  if (!meets(reading, version)) {
    const isOlder = (reading.targeting?.compare(requirement.component.version, version) ?? 0) < 0;
    return isListedSince && isOlder ? contradicted(reading, installed, listText(reading, listedAt)) : requirement;
  }
  const deployed = `${record} says that ${version} was installed ${when(end)}`;
  // A list of what runs cannot show yet what is to take effect later.
  if (reading.activatesLater(version)) return moved(requirement, 'pending-activation', `${deployed}; not active yet`);
  if (isListedSince) {
    const isTold = requirement.state === 'pending-reboot' || (awaitsReboot && isRunningList(requirement.component));
    return isTold ? requirement : contradicted(reading, installed, listText(reading, listedAt));
  }
  if (awaitsReboot) return moved(requirement, 'pending-reboot', `${deployed}; it waits for a reboot`);
  return moved(requirement, 'unverified', `${deployed}; nothing has looked at the asset since`);
}

const isRunningList = ({ running }: Component): boolean => running !== undefined;

function listText({ requirement, when }: Reading, listedAt: Instant): string {
  return `the list of ${when(listedAt)} still shows ${requirement.component.version}`;
}

function contradicted(
  { requirement, when }: Reading,
  { record, version, end }: Installed,
  against: string,
): SharedRequirement {
  const text = `${record} says that ${version} was installed ${when(end)}, and ${against}`;
  const reason: Reason = { code: 'deployment-contradicted', text };
  return { ...requirement, reasons: [reason, ...requirement.reasons] };
}

/** The state with its reason first, in place of the reason for the state before. */
function moved(requirement: SharedRequirement, state: RequirementState, text: string): SharedRequirement {
  const others = requirement.reasons.filter(({ code }) => code !== requirement.state && code !== state);
  return { ...requirement, state, reasons: [{ code: state, text }, ...others] };
}

/** What was done too late was late, though it is done. */
function lateness(requirement: SharedRequirement, end: Instant, when: (at: Instant) => string): SharedRequirement {
  const { due, reasons } = requirement;
  if (due === undefined || end <= due) return requirement;
  return { ...requirement, reasons: [...reasons, { code: 'done-late', text: `it was due ${when(due)}` }] };
}

/** Does a version end what is required: the target, what clears a part where nothing clears all, or anything clean above? */
function meets({ requirement, targeting }: Reading, version: string): boolean {
  const aim = requirement.target ?? requirement.partial?.version;
  if (aim === undefined || version === '') return false;
  if (version === aim) return true;
  const order = targeting?.compare(version, aim);
  if (targeting === undefined || order === undefined || order < 0) return false;
  return order === 0 || targeting.affectedBy(version).length === 0;
}
