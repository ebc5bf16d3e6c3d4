import { describe, expect, it } from 'vitest';
import { assessComponents } from '../../../src/core/assess/assess.ts';
import { indexCatalog } from '../../../src/core/assess/package-index.ts';
import type { AdvisoryDocument } from '../../../src/model/advisory.ts';
import { affectedWith, catalogWith, documentWith } from '../../support/catalog.ts';
import { at, componentWith, workspace } from '../../support/world.ts';

const ecosystem = 'AlmaLinux:9';
const build = (version: string): string => `1:${version}-1.module_el9.6.0+169+c9cb05c2`;
const erratum = (id: string, summary: string, fixed: string): AdvisoryDocument =>
  documentWith(id, { summary, affected: [affectedWith({ ecosystem, events: [`introduced 0, fixed ${fixed}`] })] });

/** How far an update of `app` goes that these errata ask for. */
function jumpFrom(version: string, ...documents: readonly AdvisoryDocument[]): string | undefined {
  const { timeZone: zone, weekend, holidays, catalogMaxAge } = workspace;
  const { value } = assessComponents({
    components: [componentWith({ ecosystem, version })],
    index: indexCatalog(catalogWith(documents)),
    asOf: at('2026-11-22T12:00:00Z'),
    catalogMaxAge,
    calendar: { zone, weekend, holidays },
  });
  return [...value.values()][0]?.jump;
}

const of18 = erratum('A', 'Moderate: app:18 security update', build('18.20.8'));
const of20 = erratum('B', 'Important: app:20 security, bug fix, and enhancement update', build('20.19.2'));

describe('an update of an RPM module', () => {
  it('stays within its stream by its version', () => {
    expect(jumpFrom(build('18.19.0'), of18)).toBe('minor');
  });

  it('to a stream that another erratum names is a jump of its own', () => {
    expect(jumpFrom(build('18.20.8'), of18, of20)).toBe('stream');
    expect(jumpFrom(build('18.20.9'), of18, of20)).toBe('stream');
  });

  it('from outside any module into one is a jump of streams', () => {
    expect(jumpFrom('1:20.1.0-1.el9', of20)).toBe('stream');
  });

  it('that both streams carry crosses none', () => {
    const shared = [18, 20].flatMap((stream) => [
      erratum(`X-${stream}`, `Moderate: app:${stream} security update`, build('3.0.1')),
      erratum(`Y-${stream}`, `Moderate: app:${stream} security update`, build('3.0.2')),
    ]);
    expect(jumpFrom(build('3.0.1'), ...shared)).toBe('patch');
  });

  it('of which nobody tells the stream is told by its versions', () => {
    expect(jumpFrom(build('7.1.0'), of20)).toBe('major');
  });
});

describe('an update outside any module', () => {
  it('crosses no stream, whatever its erratum is called', () => {
    expect(jumpFrom('1:1.0.0-1.el9', erratum('C', 'Important: app:2 update', '1:1.0.1-1.el9'))).toBe('patch');
  });
});
