import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate } from '../../model/source.ts';
import { isTimeZone } from '../time.ts';

/** Names every `spec.timeZone` that the IANA database does not know. */
export function checkTimeZones(resources: readonly Resource[], locate: Locate): readonly Diagnostic[] {
  return resources.flatMap((resource) => {
    const spec: object = resource.document.spec;
    const zone = 'timeZone' in spec ? spec.timeZone : undefined;
    if (typeof zone !== 'string' || isTimeZone(zone)) return [];
    const at = { file: resource.origin.file, range: locate(resource.origin, ['spec', 'timeZone']) };
    return [diagnostic('link/unknown-time-zone', { zone }, { at })];
  });
}
