import { parseInstant } from '../../core/time.ts';
import type { Outcome, SourceLocation } from '../../model/diagnostic.ts';
import type { JobReader, JobReport, ReportedRow } from '../../model/record-report.ts';
import type { Pointer, SourceFile } from '../../model/source.ts';
import type { Instant } from '../../model/time.ts';
import { asRecord, recordOf, recordsOf, textOf, type UnknownRecord } from '../shape.ts';
import { type JobJson, readJobJson } from './job-json.ts';
import { visitMarker } from './marker.ts';

/** Reads what `ansible-playbook` prints with `ANSIBLE_STDOUT_CALLBACK=json`. */
export const ansibleJsonReader: JobReader = {
  id: 'ansible-json',
  title: 'Ansible (ANSIBLE_STDOUT_CALLBACK=json)',
  specification: 'https://docs.ansible.com/ansible/latest/collections/ansible/posix/json_callback.html',
  kinds: ['deployment'],
  recognises: ({ form, keys }) => form === 'json-object' && keys.has('plays'),
  read: readAnsible,
};

function readAnsible(file: SourceFile): Outcome<JobReport> {
  return readJobJson('ansible-json', file, (json) => {
    const root = asRecord(json.value) ?? {};
    const plays = recordsOf(root, 'plays');
    const runs = runsIn(plays);
    const stats = recordOf(root, 'stats') ?? {};
    const hosts = [...new Set([...Object.keys(stats), ...runs.keys()])].sort();
    if (hosts.length === 0) {
      json.problems.tell('record/wrong-report', { reason: 'no host took part' });
      return { engine: 'ansible', tool: 'ansible-playbook', rows: [] };
    }
    const place = json.placesOf(hosts.map(statsOf));
    const rows = hosts.flatMap((host) =>
      rowsOf({ host, steps: runs.get(host) ?? [], totals: recordOf(stats, host), at: place(statsOf(host)), json }),
    );
    return { engine: 'ansible', tool: 'ansible-playbook', job: jobOf(plays), rows };
  });
}

const statsOf = (host: string): Pointer => ['stats', host];

/** The first play's id: a new one for every run. */
const jobOf = ([first]: readonly UnknownRecord[]): string | undefined => {
  const play = first === undefined ? undefined : recordOf(first, 'play');
  return play === undefined ? undefined : textOf(play, 'id');
};

/** What one task did on one host. */
interface Step {
  readonly name: string | undefined;
  readonly outcome: 'ok' | 'failed' | 'unreachable' | 'skipped';
  /** What went wrong, in the task's words. */
  readonly words: string | undefined;
  readonly rebooted: boolean;
  readonly start: Instant | undefined;
  readonly end: Instant | undefined;
}

function runsIn(plays: readonly UnknownRecord[]): ReadonlyMap<string, readonly Step[]> {
  const runs = new Map<string, Step[]>();
  for (const play of plays) {
    for (const entry of recordsOf(play, 'tasks')) {
      const task = recordOf(entry, 'task') ?? {};
      for (const [host, result] of Object.entries(recordOf(entry, 'hosts') ?? {})) {
        const steps = runs.get(host) ?? [];
        steps.push(stepOf(task, asRecord(result) ?? {}));
        runs.set(host, steps);
      }
    }
  }
  return runs;
}

function stepOf(task: UnknownRecord, result: UnknownRecord): Step {
  const duration = recordOf(task, 'duration') ?? {};
  const is = (key: string): boolean => Object.hasOwn(result, key) && result[key] === true;
  const outcome = is('unreachable') ? 'unreachable' : is('failed') ? 'failed' : is('skipped') ? 'skipped' : 'ok';
  return {
    name: textOf(task, 'name'),
    outcome,
    words: textOf(result, 'msg')?.slice(0, 500),
    rebooted: is('rebooted'),
    start: instantOf(duration, 'start'),
    end: instantOf(duration, 'end'),
  };
}

const instantOf = (record: UnknownRecord, key: string): Instant | undefined => parseInstant(textOf(record, key) ?? '');

interface HostRun {
  readonly host: string;
  readonly steps: readonly Step[];
  readonly totals: UnknownRecord | undefined;
  readonly at: SourceLocation;
  readonly json: JobJson;
}

/** One row for each requirement whose tasks of ours ran; else one for the host, of whatever its visit carries. */
function rowsOf(run: HostRun): readonly ReportedRow[] {
  const { host, steps, at, json } = run;
  const verdict = verdictOf(run);
  if (verdict === undefined) {
    json.problems.tell(
      'record/wrong-entry',
      { entry: `host ${host.slice(0, 100)}`, reason: 'it has no results' },
      () => at,
    );
    return [];
  }
  const base = { assets: [host], at, ...(steps.some(({ rebooted }) => rebooted) && { reboot: 'done' as const }) };
  const marked = new Map<string, { readonly visit: string; readonly requirement: string; readonly steps: Step[] }>();
  let visit: string | undefined;
  for (const step of steps) {
    const mark = visitMarker(step.name);
    visit ??= mark?.visit;
    if (mark?.requirement === undefined) continue;
    const key = `${mark.visit} ${mark.requirement}`;
    const known = marked.get(key) ?? { visit: mark.visit, requirement: mark.requirement, steps: [] };
    known.steps.push(step);
    marked.set(key, known);
  }
  if (marked.size === 0) return [{ ...base, ...timesOf(steps), ...verdict, visit }];
  return [...marked.values()].map((one) => ({
    ...base,
    visit: one.visit,
    requirement: one.requirement,
    ...timesOf(one.steps),
    ...(verdictOf({ ...run, steps: one.steps, totals: undefined }) ?? verdict),
  }));
}

/** How a host came through; its totals, where there are any, know of failures that were rescued or ignored. */
function verdictOf({ steps, totals }: HostRun): Pick<ReportedRow, 'result' | 'issues'> | undefined {
  const total = (key: string): number => {
    const value = totals !== undefined && Object.hasOwn(totals, key) ? totals[key] : 0;
    return typeof value === 'number' ? value : 0;
  };
  const bad = steps.filter(({ outcome }) => outcome === 'failed' || outcome === 'unreachable');
  const issues = [...new Set(bad.map(({ name, words }) => [name, words].filter((part) => part).join(': ')))].filter(
    (text) => text !== '',
  );
  const told = issues.length > 0 ? { issues } : {};
  const fatal = totals === undefined ? bad.length > 0 : total('failures') + total('unreachable') > 0;
  if (fatal) return { result: 'failed', ...told };
  if (bad.length > 0 || total('rescued') + total('ignored') > 0) return { result: 'succeeded-with-issues', ...told };
  if (steps.some(({ outcome }) => outcome === 'ok') || total('ok') > 0) return { result: 'succeeded' };
  return steps.length > 0 || total('skipped') > 0 ? { result: 'skipped' } : undefined;
}

function timesOf(steps: readonly Step[]): Pick<ReportedRow, 'start' | 'end'> {
  const starts = steps.flatMap(({ start }) => start ?? []);
  const ends = steps.flatMap(({ end }) => end ?? []);
  return {
    start: starts.length === 0 ? undefined : (Math.min(...starts) as Instant),
    end: ends.length === 0 ? undefined : (Math.max(...ends) as Instant),
  };
}
