import { canonicalJson } from '../core/digest.ts';
import { peopleIn } from '../core/evidence/approval-people.ts';
import { reviewDue } from '../core/evidence/emergency-review.ts';
import { handEmergency } from '../core/record/handover.ts';
import { recordFile } from '../core/record/record-file.ts';
import { formatInstant, formatZoned, parseInstant } from '../core/time.ts';
import type { Change } from '../model/generated/change.ts';
import type { EmergencyRecord } from '../model/generated/emergency-record.ts';
import type { Handover } from '../model/handover.ts';
import type { Resource } from '../model/resource.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError, exitCodes } from './exit.ts';
import { decideOn, type OpenDecision } from './open-estate.ts';
import { openEvidence } from './open-evidence.ts';
import { type ProposedChange, proposedChange } from './record-change.ts';
import { writeRecord } from './record-write.ts';

/** What an emergency is about. */
export interface EmergencyAsked {
  readonly change: string | undefined;
  readonly engine: string;
}

/**
 * Hands out immediate work of a Change that is not merged yet. The record of it is written before the work leaves: who
 * let it run, why, what, and by when somebody else must have reviewed it.
 */
export function handOverEmergency(context: CommandContext, options: CommandOptions, asked: EmergencyAsked): Handover {
  const by = wordOf(options, 'by', 'the person who lets it run');
  const reason = wordOf(options, 'reason', 'why it cannot wait');
  const opened = openEvidence(context);
  const proposed = proposedChange(context, opened, { name: asked.change, head: options['head'] });
  const decided = decideOn(opened, [proposed.document]);
  refuseUnknown(decided, by);
  const handing = handEmergency(decided.decision, proposed.document);
  if (handing.visits.length === 0) {
    throw new CommandError(
      `nothing in ${proposed.document.metadata.name} is immediate, and only immediate work may run before its merge`,
      {
        hint: 'have it approved and merged',
        exitCode: exitCodes.violated,
      },
    );
  }
  const fresh = emergencySpec(decided, proposed, { ...asked, by, reason, handing });
  const known = sameEmergency(decided, fresh);
  const file = recordFile({ kind: 'EmergencyRecord', spec: fresh }, opened.folders.records);
  const isDryRun = options['dryRun'] === true;
  const status = known === undefined ? writeRecord(context.global.root, file, isDryRun) : 'exists';
  const { name, path } = known === undefined ? file : { name: known.name, path: known.origin.file };
  const { reviewBy } = known === undefined ? fresh : known.document.spec;
  const { timeZone } = decided.estate.workspace;
  if (!context.global.quiet) {
    const words = { written: 'is written', exists: 'is there already', 'would-write': 'would be written' } as const;
    const until = formatZoned(parseInstant(reviewBy) ?? decided.asOf, timeZone);
    context.terminal.note(
      `${path} ${words[status]}; commit it at once. Somebody else must approve this plan by ${until}.\n`,
    );
  }
  const { tool, commit } = decided.decision.plan;
  return {
    ...{ asOf: formatInstant(decided.asOf), tool: { version: tool.version }, commit },
    emergency: { by, reason, record: name },
    visits: handing.visits,
    held: handing.held,
  };
}

function wordOf(options: CommandOptions, name: string, what: string): string {
  const value = options[name];
  if (typeof value === 'string' && value.trim() !== '') return value.trim();
  throw new CommandError(`an emergency needs --${name}: ${what}`, {
    hint: 'patchledger export <engine> --emergency --change <name> --by <person> --reason <text>',
  });
}

/** An emergency is answered for by somebody who can be found. */
function refuseUnknown({ estate }: OpenDecision, by: string): void {
  const people = [...(estate.resources.Team?.values() ?? [])].flatMap(({ document }) => document.spec.people ?? []);
  if (people.some(({ id }) => id === by)) return;
  const likely = peopleIn(estate).personOf(by);
  throw new CommandError(`no Team lists a person ${by}`, {
    hint: likely === by ? 'give the id of a person, as a Team lists it' : `did you mean ${likely}?`,
  });
}

interface Emergency extends EmergencyAsked {
  readonly by: string;
  readonly reason: string;
  readonly handing: ReturnType<typeof handEmergency>;
}

function emergencySpec(
  { estate, asOf, decision }: OpenDecision,
  { document, head, branch }: ProposedChange,
  { by, reason, engine, handing }: Emergency,
): EmergencyRecord['spec'] {
  const handed = new Set(handing.visits.map(({ id }) => id));
  const visits = document.spec.visits.filter(({ id }) => handed.has(id));
  const carried = visits.flatMap(({ requirements }) =>
    requirements.flatMap(({ id }) => decision.plan.book.find(id) ?? []),
  );
  return {
    ...{
      by,
      reason,
      exportedAt: formatInstant(asOf),
      reviewBy: formatInstant(reviewDue(carried, estate, asOf)),
      engine,
    },
    ...{ change: document.metadata.name, planFp: document.spec.planFp, headCommit: head },
    ...(branch !== undefined && { branch }),
    ...(handing.open.length > 0 && {
      openGates: handing.open.map(({ needs, ...gate }) => ({ ...gate, ...(needs !== '' && { needs }) })),
    }),
    visits: visits.map(visitOf),
  };
}

/** The record of the same work, let run by the same person for the same reason: it goes out again, and is one emergency. */
function sameEmergency(
  { estate }: OpenDecision,
  spec: EmergencyRecord['spec'],
): Resource<'EmergencyRecord'> | undefined {
  const key = ({ by, reason, change, planFp, headCommit, engine }: EmergencyRecord['spec']): string =>
    canonicalJson([by, reason, change, planFp, headCommit, engine]);
  return [...(estate.resources.EmergencyRecord?.values() ?? [])].find(
    ({ document }) => key(document.spec) === key(spec),
  );
}

function visitOf({ id, asset, ring, window, start, end, requirements }: Change['spec']['visits'][number]) {
  return {
    ...{ id, asset },
    ...(ring !== undefined && { ring }),
    ...(window !== undefined && { window }),
    ...{ start, end },
    requirements: requirements.map(({ id: requirement, component, target }) => ({
      id: requirement,
      component,
      target,
    })),
  };
}
