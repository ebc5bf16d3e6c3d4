import { readEvidence } from '../adapters/report-input.ts';
import type { RecordFrame } from '../core/record/frame.ts';
import { formatInstant, parseInstant } from '../core/time.ts';
import type { Artifact, PackageVersion } from '../model/generated/common.ts';
import type { CommandContext, CommandOptions } from './command.ts';
import { CommandError } from './exit.ts';
import type { OpenEstate } from './open-estate.ts';
import { changeCalled } from './record-change.ts';

/** Reads what the command line says beside the report; words of the schema are judged there. */
export function readFrame(context: CommandContext, options: CommandOptions, opened: OpenEstate): RecordFrame {
  const change = textOf(options['change']);
  const patches = listOf(options['patch']).map(packageVersion);
  const tested = change === undefined || patches.length > 0 ? [] : targetsOf(context, opened, change);
  return {
    by: textOf(options['by']),
    engine: textOf(options['engine']),
    job: textOf(options['job']),
    method: textOf(options['method']),
    environment: textOf(options['environment']),
    assets: listOf(options['asset']),
    kinds: listOf(options['testKind']),
    patches: [...patches, ...tested],
    change,
    claimedAt: claimedAt(options['claimedAt']),
    artifacts: listOf(options['artifact']).map((text) => artifact(context.global.root, text)),
    supersedes: [...new Set(listOf(options['supersedes']))].sort(),
    notes: textOf(options['notes']),
    source: {},
  };
}

const textOf = (value: CommandOptions[string]): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

const listOf = (value: CommandOptions[string]): readonly string[] =>
  Array.isArray(value) ? [...new Set(value as readonly string[])] : [];

function claimedAt(value: CommandOptions[string]): string | undefined {
  const text = textOf(value);
  const instant = text === undefined ? undefined : parseInstant(text);
  if (text === undefined || instant !== undefined) return instant === undefined ? undefined : formatInstant(instant);
  throw new CommandError(`--claimed-at ${text} is no instant`, { hint: 'write 2026-12-01T08:00:00Z' });
}

/** `ecosystem/name@version`; names may hold slashes, and those of npm begin with `@`. */
function packageVersion(text: string): PackageVersion {
  const match = /^([^/]+)\/(.+)@([^@]+)$/.exec(text);
  const [, ecosystem = '', name = '', version = ''] = match ?? [];
  if (match !== null) return { ecosystem, name, version };
  throw new CommandError(`--patch ${text} names no version of a package`, { hint: 'write Debian:12/openssl@3.0.16-1' });
}

/** A file that is hashed, with the address where it is kept behind `=`, if it is. */
function artifact(root: string, text: string): Artifact {
  const [, path = text, url] = /^(.*?)=(https?:\/\/.*)$/.exec(text) ?? [];
  const file = readEvidence(root, path);
  if ('problem' in file) throw new CommandError(`--artifact ${path}: ${file.problem.message}`);
  const { name, sha256, stored } = file;
  const isHeld = stored !== undefined || url !== undefined;
  return {
    name,
    ...(stored !== undefined && { path: stored }),
    ...(url !== undefined && { url }),
    sha256,
    ...(!isHeld && { held: false }),
  };
}

/** Tests come before the merge: the Change may still be a proposal. */
function targetsOf(context: CommandContext, opened: OpenEstate, name: string): readonly PackageVersion[] {
  const { spec } = changeCalled(context, opened, name).document;
  const targets = spec.visits.flatMap(({ requirements }) =>
    requirements.map(({ component: { ecosystem, name: title }, target }) => ({
      ecosystem,
      name: title,
      version: target,
    })),
  );
  const distinct = new Map(targets.map((one) => [`${one.ecosystem}/${one.name}@${one.version}`, one] as const));
  return [...distinct.keys()].sort().flatMap((key) => distinct.get(key) ?? []);
}
