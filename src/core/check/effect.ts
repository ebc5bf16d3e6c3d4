import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { ChangedPromise, PlanDiff } from '../../model/plan-diff.ts';
import type { PlacedResource } from './subjects.ts';

/** Resources whose change alters what is promised, and so must be looked at by name. */
const watched = new Set(['PatchPolicy', 'Exception', 'Assessment', 'Workspace', 'Freeze']);

/**
 * Says what a change to policies, exceptions and settings does to the fleet, so that nobody approves it as a detail:
 * promises that are loosened, assets that lose cover, exceptions that come or go. One remark for each.
 */
export function effectRemarks(diff: PlanDiff, brought: readonly PlacedResource[], base: string): readonly Diagnostic[] {
  const touched = brought.filter(({ kind }) => watched.has(kind));
  const effects = [...diff.promises.map(promiseEffect), ...coverEffects(diff)];
  const remark = (what: string, effect: string, file?: string): Diagnostic =>
    diagnostic('check/policy-changed', { what, effect, base }, file === undefined ? {} : { at: { file } });
  return [
    ...touched.map(({ kind, name, path }) => remark(`${kind} ${name}`, summaryOf(diff), path)),
    ...effects.map(({ what, effect, at }) => remark(what, effect, at)),
  ];
}

interface Effect {
  readonly what: string;
  readonly effect: string;
  readonly at?: string | undefined;
}

function promiseEffect({ rule, kind, before, after, assets, at }: ChangedPromise): Effect {
  const fleet = `${assets} ${assets === 1 ? 'asset' : 'assets'}`;
  const effect =
    before === undefined
      ? `added, ${after ?? ''}, for ${fleet}`
      : after === undefined
        ? `removed, it was ${before}, for ${fleet}`
        : `${kind}, from ${before} to ${after}, for ${fleet}`;
  return { what: rule, effect, at: at?.replace(/:\d+$/, '') };
}

function coverEffects({ exceptions, uncovered }: PlanDiff): readonly Effect[] {
  return [
    ...exceptions.added.map((name) => ({ what: name, effect: 'a new exception' })),
    ...exceptions.removed.map((name) => ({ what: name, effect: 'the exception is gone' })),
    ...exceptions.changed.map(({ name, expiresBefore, expiresAfter }) => ({
      what: name,
      effect:
        expiresBefore === expiresAfter
          ? 'the exception says something else'
          : `the exception expires ${expiresAfter} instead of ${expiresBefore}`,
    })),
    ...(uncovered.length === 0 ? [] : [{ what: uncovered.join(', '), effect: 'no policy covers them any more' }]),
  ];
}

function summaryOf({ added, removed, changed }: PlanDiff): string {
  const later = changed.filter(({ due }) => due === 'later' || due === 'never').length;
  const earlier = changed.filter(({ due }) => due === 'earlier').length;
  return (
    `${added.length} requirements more, ${removed.length} fewer, ` +
    `${later} deadlines later or gone, ${earlier} earlier`
  );
}
