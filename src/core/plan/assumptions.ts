import type { Estate } from '../../model/estate.ts';
import type { Assumption } from '../../model/requirement.ts';
import type { Instant } from '../../model/time.ts';
import { addDuration, formatInstant } from '../time.ts';

/**
 * What the plan as a whole takes for granted about its sources: a feed whose date nobody recorded, a feed older than
 * the Workspace allows it to become, and a missing KEV catalogue. Stale sources are used, never silently.
 */
export function planAssumptions(estate: Estate, asOf: Instant): readonly Assumption[] {
  const { catalog, workspace } = estate;
  const calendar = { zone: workspace.timeZone, weekend: workspace.weekend, holidays: workspace.holidays };
  const ofFeeds = catalog.feeds.flatMap((feed): Assumption[] => {
    if (feed.fetchedAt === undefined) {
      return [
        { code: 'feed-date-unknown', detail: `nobody recorded when ${feed.name} was fetched; it is taken as it is` },
      ];
    }
    const maxAge = feed.maxAge ?? workspace.catalogMaxAge;
    if (addDuration(feed.fetchedAt, maxAge, calendar) >= asOf) return [];
    const date = formatInstant(feed.fetchedAt);
    return [
      {
        code: 'feed-stale',
        detail: `${feed.name} was fetched ${date}, longer ago than ${maxAge.text}`,
      },
    ];
  });
  const ofKev: Assumption[] =
    catalog.kev === undefined && catalog.documents.length > 0
      ? [{ code: 'kev-absent', detail: 'no KEV catalogue: what is exploited is not known' }]
      : [];
  return [...ofFeeds, ...ofKev];
}
