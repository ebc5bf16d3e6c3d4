import { describe, expect, it } from 'vitest';
import { componentKey } from '../../../src/core/assess/component-key.ts';
import type { Component } from '../../../src/model/asset.ts';
import type { ComponentFinding } from '../../../src/model/finding.ts';
import { affectedWith, assessAll, assessOne, catalogWith, documentWith, range } from '../../support/catalog.ts';
import { at, componentWith } from '../../support/world.ts';

/** `advisory status` of every finding. */
function statusesOf(findings: readonly ComponentFinding[]): readonly string[] {
  return findings.map((finding) => `${finding.advisory} ${finding.status}`);
}

/** The statuses of npm's `app` in a version, by one document with these ranges. */
function statusOf(version: string, ...events: string[]): string | undefined {
  return assessOne(version, catalogWith([documentWith('A', { events })])).findings[0]?.status;
}

describe('the status of a finding', () => {
  it.each([
    ['1.1.0', ['introduced 1.0.0, fixed 1.2.0'], 'affected'],
    ['1.2.0', ['introduced 1.0.0, fixed 1.2.0'], 'fixed'],
    ['0.9.0', ['introduced 1.0.0, fixed 1.2.0'], 'not-affected'],
    ['1.3.0', ['introduced 1.0.0, last_affected 1.2.0'], 'not-affected'],
    ['1.3.0', ['introduced 5.0.0', 'introduced 1.0.0, fixed 1.2.0'], 'fixed'],
    ['soon', ['introduced 1.0.0, fixed 1.2.0'], 'unknown'],
    ['1.0.0', ['introduced 2.0.0, fixed later'], 'unknown'],
  ])('of %s by %j is %s', (version, events, status) => {
    expect(statusOf(version, ...events)).toBe(status);
  });

  it('is affected when any document of the advisory says so, and names those that do', () => {
    const [finding] = assessOne(
      '1.1.0',
      catalogWith([
        documentWith('GHSA-1', { aliases: ['CVE-2024-0001'], events: ['introduced 0, fixed 1.1.0'] }),
        documentWith('OTHER-1', { aliases: ['CVE-2024-0001'], events: ['introduced 0, fixed 1.2.0'] }),
      ]),
    ).findings;

    expect(finding).toMatchObject({ advisory: 'CVE-2024-0001', status: 'affected', affectedBy: ['OTHER-1'] });
    expect(finding?.evidence).toEqual([
      { document: 'GHSA-1', verdict: 'not-affected', because: 'at or above fixed 1.1.0' },
      { document: 'OTHER-1', verdict: 'affected', because: 'introduced 0, fixed 1.2.0' },
    ]);
  });

  it('comes from the strongest word of a document that lists the package several times', () => {
    const affected = [
      affectedWith({ events: ['introduced 2.0.0'] }),
      affectedWith({ events: ['introduced 0, fixed 1.2.0'] }),
    ];

    expect(statusesOf(assessOne('1.0.0', catalogWith([documentWith('A', { affected })])).findings)).toEqual([
      'A affected',
    ]);
  });

  it('ignores a withdrawn document but keeps its id as evidence', () => {
    const documents = [
      documentWith('A', { aliases: ['X'], events: ['introduced 2.0.0'] }),
      documentWith('B', { aliases: ['X'], events: ['introduced 0'], withdrawn: at('2026-01-01T00:00:00Z') }),
      documentWith('C', { events: ['introduced 0'], withdrawn: at('2026-01-01T00:00:00Z') }),
    ];
    const { findings } = assessOne('1.0.0', catalogWith(documents));

    expect(statusesOf(findings)).toEqual(['A not-affected']);
    expect(findings[0]?.evidence.map(({ verdict }) => verdict)).toEqual(['not-affected', 'withdrawn']);
  });

  it('is no finding where documents speak of commits alone; they are listed as unjudged', () => {
    const affected = [affectedWith({ ranges: [range('introduced 0', 'GIT')] })];
    const assessment = assessOne('1.0.0', catalogWith([documentWith('A', { affected })]));

    expect(assessment).toMatchObject({ findings: [], unjudged: ['A'] });
  });
});

describe('a component', () => {
  it.each([
    ['the whole ecosystem suffix', { ecosystem: 'AlmaLinux:8', name: 'app' }],
    ['the name', { ecosystem: 'AlmaLinux:9', name: 'application' }],
  ])('is not affected where %s differs', (_, parts) => {
    const affected = [affectedWith({ ecosystem: 'AlmaLinux:9', events: ['introduced 0'] })];

    expect(assessOne(componentWith(parts), catalogWith([documentWith('A', { affected })])).findings).toEqual([]);
  });

  it('matches under the normalised name of its ecosystem', () => {
    const affected = [affectedWith({ ecosystem: 'PyPI', name: 'Ruamel.YAML', events: ['introduced 0'] })];
    const component = componentWith({ ecosystem: 'PyPI', name: 'ruamel_yaml' });

    expect(assessOne(component, catalogWith([documentWith('A', { affected })])).findings).toHaveLength(1);
  });

  it('is judged once, however many assets carry it, wherever it lies', () => {
    const catalog = catalogWith([documentWith('A', { events: ['introduced 0'] })]);
    const copies = [componentWith({ path: '/a', class: 'browser' }), componentWith({ path: '/b', running: true })];
    const { value } = assessAll(copies, catalog);

    expect([...value.keys()]).toEqual([componentKey(componentWith())]);
    expect(value.get(componentKey(componentWith({ path: '/c' })))?.component).toEqual(componentWith());
  });
});

describe('a component with a source package', () => {
  const openssl = (ecosystem: string, fixed: string, name = 'openssl') =>
    catalogWith([
      documentWith('A', { affected: [affectedWith({ ecosystem, name, events: [`introduced 0, fixed ${fixed}`] })] }),
    ]);
  const libssl = (ecosystem: string, source?: Component['source']): Component => {
    return { ecosystem, name: 'libssl3', version: '3.0.11-1', ...(source && { source }) };
  };

  it.each(['Debian:12', 'Ubuntu:24.04:LTS', 'Alpine:v3.20'])('is matched by the source name in %s', (ecosystem) => {
    const version = ecosystem.startsWith('Alpine') ? '3.0.11-r1' : '3.0.11-1';
    const catalog = openssl(ecosystem, version.replace('11', '12'));
    const component = { ...libssl(ecosystem, { name: 'openssl' }), version };

    expect(assessOne(component, catalog)).toMatchObject({ target: version.replace('11', '12') });
  });

  it('is judged by the source version where it is known', () => {
    const catalog = openssl('Debian:12', '3.0.11-1');

    expect(
      statusesOf(assessOne(libssl('Debian:12', { name: 'openssl', version: '3.0.10-1' }), catalog).findings),
    ).toEqual(['A affected']);
    expect(statusesOf(assessOne(libssl('Debian:12', { name: 'openssl' }), catalog).findings)).toEqual(['A fixed']);
  });

  it('is matched by its own name alone in the RPM family', () => {
    const component = libssl('AlmaLinux:9', { name: 'openssl' });

    expect(assessOne(component, openssl('AlmaLinux:9', '3.0.12-1')).findings).toEqual([]);
    expect(assessOne(component, openssl('AlmaLinux:9', '3.0.12-1', 'libssl3')).findings).toHaveLength(1);
  });

  it('has no clean target when another package of its own name affects it by other versions', () => {
    const debian = (id: string, name: string, fixed: string) =>
      documentWith(id, {
        affected: [affectedWith({ ecosystem: 'Debian:12', name, events: [`introduced 0, fixed ${fixed}`] })],
      });
    const component: Component = {
      ecosystem: 'Debian:12',
      name: 'gcc',
      version: '4:12.2.0-3',
      source: { name: 'gcc-defaults', version: '1.203' },
    };
    const assessment = assessOne(
      component,
      catalogWith([debian('A', 'gcc-defaults', '1.204'), debian('B', 'gcc', '4:12.3.0-1')]),
    );

    expect(assessment.target).toBeUndefined();
    expect(assessment.partial).toEqual({ version: '1.204', clears: ['A'], remains: ['B'] });
  });
});

describe('a generic component', () => {
  const catalog = catalogWith([
    documentWith('A', {
      affected: [affectedWith({ ecosystem: 'generic', events: ['introduced 0, fixed 2026-03-01'] })],
    }),
  ]);

  it('is ordered by the scheme it declares', () => {
    const component = componentWith({ ecosystem: 'generic', version: '2026-02-01', scheme: 'date' });

    expect(assessOne(component, catalog)).toMatchObject({ target: '2026-03-01' });
  });

  it('is unknown without a scheme', () => {
    const component = componentWith({ ecosystem: 'generic', version: '2026-02-01' });
    const { value, diagnostics } = assessAll([component], catalog);

    expect(statusesOf(value.get(componentKey(component))?.findings ?? [])).toEqual(['A unknown']);
    expect(diagnostics.map(({ code }) => code)).toEqual(['assess/unknown-scheme']);
  });
});

describe('a problem', () => {
  it('is one diagnostic, however many components meet it', () => {
    const catalog = catalogWith([
      documentWith('A', { events: ['introduced 0, fixed soon', 'introduced 5.0.0, fixed later'] }),
      documentWith('B', { affected: [affectedWith({ ecosystem: 'Unheard-of', events: ['introduced 0'] })] }),
    ]);
    const versions = ['1.0.0', '2.0.0', 'x', 'x'];
    const components = versions.flatMap((version) => [
      componentWith({ version, path: `/${version}` }),
      componentWith({ version, ecosystem: 'Unheard-of' }),
    ]);

    const problems = assessAll(components, catalog).diagnostics;
    expect(problems.map(({ code, file }) => `${code} ${file ?? ''}`.trim())).toEqual([
      'assess/range-unjudged catalog/A.json',
      'assess/range-unjudged catalog/A.json',
      'assess/unknown-ecosystem',
      'assess/version-unordered',
    ]);
  });

  it('is not worth a word where no advisory speaks of the component', () => {
    expect(assessAll([componentWith({ version: 'x' })], catalogWith([])).diagnostics).toEqual([]);
  });

  it('is two revisions of one document, which both count', () => {
    const revision = (file: string, modified: string, fixed: string) =>
      documentWith('A', { file, modified: at(modified), events: [`introduced 0, fixed ${fixed}`] });
    const documents = [
      revision('catalog/new.json', '2026-02-01T00:00:00Z', '1.1.0'),
      revision('catalog/old.json', '2026-01-01T00:00:00Z', '1.2.0'),
    ];
    const component = componentWith({ version: '1.1.0' });
    const { value, diagnostics } = assessAll([component], catalogWith(documents));

    expect(value.get(componentKey(component))).toMatchObject({ target: '1.2.0' });
    expect(diagnostics.map(({ code, file }) => `${code} ${file}`)).toEqual([
      'assess/duplicate-document catalog/old.json',
    ]);
  });

  it('is not a second copy of one revision, which speaks once', () => {
    const copies = ['8', '9'].map((folder) =>
      documentWith('A', { file: `${folder}/A.json`, events: ['introduced 0'] }),
    );
    const { value, diagnostics } = assessAll([componentWith()], catalogWith(copies));

    expect(diagnostics).toEqual([]);
    expect(value.get(componentKey(componentWith()))?.findings[0]?.evidence).toHaveLength(1);
  });
});
