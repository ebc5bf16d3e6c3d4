import { type Diagnostic, diagnostic, type Outcome } from '../../model/diagnostic.ts';
import type { Resource } from '../../model/resource.ts';
import type { Locate } from '../../model/source.ts';
import { isTimeZone } from '../time.ts';

/**
 * The resources whose `spec.timeZone`, if any, is one that the IANA database knows. Every other one is reported and left
 * out, as one with a wrong value is: a calendar read in a zone that nobody meant would be worse than none.
 */
export function withKnownZones(resources: readonly Resource[], locate: Locate): Outcome<readonly Resource[]> {
  const diagnostics: Diagnostic[] = [];
  const value = resources.filter((resource) => {
    const spec: object = resource.document.spec;
    const zone = 'timeZone' in spec ? spec.timeZone : undefined;
    if (typeof zone !== 'string' || isTimeZone(zone)) return true;
    const at = { file: resource.origin.file, range: locate(resource.origin, ['spec', 'timeZone']) };
    diagnostics.push(diagnostic('link/unknown-time-zone', { zone }, { at }));
    return false;
  });
  return { value, diagnostics };
}
