import { componentFromPurl } from '../../ecosystems/purl.ts';
import type { VexThing } from '../../model/vex.ts';

/** A product or part that is named by a package URL, or by something else, which then only names it. */
export function thingNamed(name: string, purl: string | undefined): VexThing {
  const read = purl === undefined ? undefined : componentFromPurl(purl);
  if (read === undefined || read.kind === 'refused') return { name };
  const { ecosystem, name: title, version } = read.component;
  const versions =
    version === undefined ? ({ kind: 'all' } as const) : ({ kind: 'listed', versions: [version] } as const);
  return { name, package: { ecosystem, name: title, versions } };
}
