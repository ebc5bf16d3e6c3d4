import { type ArgsOf, type Code, type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { DraftAsset, ReportedAsset } from '../../model/feed.ts';
import type { IncomingReport, RawEvidence } from '../../model/import.ts';
import type { Instant } from '../../model/time.ts';
import { formatInstant } from '../time.ts';
import type { nameFinder } from './names.ts';

/** What the user and the file system say of one file beside its content. */
export interface ReportPlace {
  readonly file: string;
  /** The asset that the user names. */
  readonly asset: string | undefined;
  /** When the machines were read, as the user states it; it holds before what the file says. */
  readonly seen: Instant | undefined;
  /** When the file was written, where nobody says more. */
  readonly modifiedAt: Instant;
  readonly now: Instant;
  /** The file as evidence, for an asset. */
  readonly rawOf: ((asset: string) => RawEvidence) | undefined;
}

/** A report whose asset is found. */
export interface PlacedReport {
  /** The asset, or the name it would have. */
  readonly asset: string;
  readonly draft: DraftAsset;
  /** `undefined` = it tells nothing that was observed. */
  readonly incoming: IncomingReport | undefined;
}

const dayMs = 86_400_000;

/**
 * Says of each asset of a report which asset of the estate it is and when it was read. One without a name takes that of
 * its file. A moment in the future, which would keep an asset from ever growing stale, is not believed.
 */
export function placeReports(
  reported: readonly ReportedAsset[],
  find: ReturnType<typeof nameFinder>,
  place: ReportPlace,
): Outcome<readonly PlacedReport[]> {
  const diagnostics: Diagnostic[] = [];
  const at = { file: place.file };
  const tell: Tell = (code, args) => void diagnostics.push(diagnostic(code, args, { at }));
  const value = reported.flatMap((one): readonly PlacedReport[] => {
    const given = place.asset === undefined ? [...one.names, stemOf(place.file)] : [place.asset];
    const found = find(given);
    if (found === undefined) {
      tell('observed/wrong-entry', { entry: `"${(given[0] ?? '').slice(0, 60)}"`, reason: 'it cannot name an asset' });
      return [];
    }
    const draft = { name: found.name, ...one.draft };
    if (!tellsSomething(one)) return [{ asset: found.name, draft, incoming: undefined }];
    const { components, unread, pendingReboot } = one;
    const raw = place.rawOf?.(found.name);
    const lastSeen = momentOf(one, found.name, place, tell);
    const named = { asset: found.name, isKnown: found.isKnown, given: given[0] ?? found.name, file: place.file };
    return [{ asset: found.name, draft, incoming: { ...named, lastSeen, components, unread, pendingReboot, raw } }];
  });
  return { value, diagnostics };
}

type Tell = <C extends Code>(code: C, args: ArgsOf<C>) => void;

function momentOf(one: ReportedAsset, entry: string, { seen, modifiedAt, now }: ReportPlace, tell: Tell): Instant {
  const stated = seen ?? one.lastSeen;
  const isAhead = stated !== undefined && stated > now + dayMs;
  if (isAhead) {
    const expected = `a moment of the past (it says ${formatInstant(stated)})`;
    tell('observed/wrong-value', { entry, field: 'lastSeen', expected });
  }
  const known = stated === undefined || isAhead ? modifiedAt : stated;
  return known < now ? known : now;
}

/** A list of hosts without software and dates observes nothing. */
const tellsSomething = ({ components, lastSeen, pendingReboot }: ReportedAsset): boolean =>
  components !== undefined || lastSeen !== undefined || pendingReboot !== undefined;

/** `web-1` of `lists/web-1.cdx.json`: the file's name without the endings that tools give it. */
function stemOf(path: string): string {
  return path
    .slice(path.search(/[^/\\]*$/))
    .replace(/\.(?:json|txt|csv|tsv|ndjson|log|list)$/i, '')
    .replace(/\.(?:cdx|bom|sbom|spdx|syft|cyclonedx|packages|facts)$/i, '');
}
