import { describe, expect, it } from 'vitest';
import { readCatalogFile } from '../../../src/feeds/catalog/registry.ts';
import type { AffectedPackage } from '../../../src/model/advisory.ts';
import type { Outcome } from '../../../src/model/diagnostic.ts';
import type { CatalogFragment } from '../../../src/model/feed.ts';

type Json = Readonly<Record<string, unknown>>;

const tracking = {
  id: 'ADV-1',
  initial_release_date: '2024-01-01T00:00:00Z',
  current_release_date: '2024-02-01T00:00:00Z',
};
const head = { csaf_version: '2.0', category: 'csaf_security_advisory', title: 'A title', tracking };

function read(document: Json): Outcome<CatalogFragment> {
  return readCatalogFile({ path: 'a.json', text: JSON.stringify({ document: head, ...document }) });
}

const product = (id: string, purl: string): Json => ({
  product_id: id,
  name: id,
  product_identification_helper: { purl },
});
const branch = (category: string, name: string, ...rest: readonly Json[]): Json => ({ category, name, branches: rest });
const leaf = (category: string, name: string, found: Json): Json => ({ category, name, product: found });

/** A document about one vulnerability whose products are package URLs by id. */
function about(purls: Readonly<Record<string, string>>, status: Json, more: Json = {}): Outcome<CatalogFragment> {
  const full = Object.entries(purls).map(([id, purl]) => product(id, purl));
  return read({
    product_tree: { full_product_names: full },
    vulnerabilities: [{ cve: 'CVE-2024-1001', product_status: status, ...more }],
  });
}

function affectedOf({ value }: Outcome<CatalogFragment>): readonly AffectedPackage[] {
  return value.documents.flatMap(({ affected }) => affected);
}

const eventsOf = ({ ranges }: AffectedPackage): readonly string[] =>
  ranges.map(({ events }) => events.map(({ kind, version }) => `${kind} ${version}`).join(', '));
const codes = ({ diagnostics }: Outcome<CatalogFragment>): readonly string[] => diagnostics.map(({ code }) => code);

describe('a CSAF document', () => {
  it('about one vulnerability is one of its names', () => {
    const { value } = about(
      { a: 'pkg:npm/a@1.0.0' },
      { known_affected: ['a'] },
      { ids: [{ system_name: 'X', text: 'X-7' }] },
    );

    expect(value.documents[0]).toMatchObject({ id: 'ADV-1', aliases: ['CVE-2024-1001', 'X-7'], upstream: [] });
    expect(value.documents[0]).toMatchObject({ summary: 'A title', published: 1704067200000, modified: 1706745600000 });
  });

  it('about several is an erratum, whose CVEs are upstream', () => {
    const status = { known_affected: ['a'] };
    const { value } = read({
      product_tree: { full_product_names: [product('a', 'pkg:npm/a@1.0.0')] },
      vulnerabilities: [
        { cve: 'CVE-2024-1001', product_status: status },
        { cve: 'CVE-2024-1002', product_status: status },
      ],
    });

    expect(value.documents).toHaveLength(1);
    expect(value.documents[0]).toMatchObject({ aliases: [], upstream: ['CVE-2024-1001', 'CVE-2024-1002'] });
  });

  it('that another version of CSAF wrote, or without an id, is left out', () => {
    expect(codes(read({ document: { ...head, csaf_version: '1.2' }, vulnerabilities: [] }))).toEqual([
      'catalog/wrong-document',
    ]);
    expect(codes(read({ document: { csaf_version: '2.0' }, vulnerabilities: [] }))).toEqual(['catalog/wrong-document']);
  });

  it('that was withdrawn (2.1) never counts', () => {
    const withdrawn = { ...head, csaf_version: '2.1', category: 'csaf_withdrawn' };
    const outcome = read({
      document: withdrawn,
      product_tree: { full_product_names: [product('a', 'pkg:npm/a@1.0.0')] },
      vulnerabilities: [{ product_status: { known_affected: ['a'] } }],
    });

    expect(outcome.value.documents[0]?.withdrawn).toBe(1706745600000);
  });
});

describe('products of a CSAF document', () => {
  it('with a package URL are listed versions of their package', () => {
    const outcome = about({ a: 'pkg:npm/a@1.0.0', b: 'pkg:npm/a@1.1.0' }, { known_affected: ['a', 'b'] });

    expect(affectedOf(outcome)).toEqual([
      { ecosystem: 'npm', name: 'a', versions: ['1.0.0', '1.1.0'], ranges: [], severity: [] },
    ]);
  });

  it('that are only fixed mean that everything below is affected', () => {
    const [one] = affectedOf(about({ a: 'pkg:deb/debian/a@1.0-2?distro=debian-12' }, { fixed: ['a'] }));

    expect(one).toMatchObject({ ecosystem: 'Debian:12', name: 'a' });
    expect(one && eventsOf(one)).toEqual(['introduced 0, fixed 1.0-2']);
  });

  it('affected and fixed make a range from each affected version to the next fix', () => {
    const purls = { a: 'pkg:npm/a@1.0.0', b: 'pkg:npm/a@2.0.0', f: 'pkg:npm/a@1.0.5', g: 'pkg:npm/a@2.0.5' };
    const [one] = affectedOf(about(purls, { known_affected: ['a', 'b'], fixed: ['f'], first_fixed: ['g'] }));

    expect(one?.versions).toEqual(['1.0.0', '2.0.0']);
    expect(one && eventsOf(one)).toEqual(['introduced 1.0.0, introduced 2.0.0, fixed 2.0.5, fixed 1.0.5']);
  });

  it('first and last affected are the ends of a range', () => {
    const [one] = affectedOf(
      about({ a: 'pkg:npm/a@1.0.0', b: 'pkg:npm/a@1.9.0' }, { first_affected: ['a'], last_affected: ['b'] }),
    );

    expect(one && eventsOf(one)).toEqual(['introduced 1.0.0, last_affected 1.9.0']);
  });

  it('in a version range are that range, and an open one ends at the fix', () => {
    const tree = {
      branches: [
        branch(
          'vendor',
          'Acme',
          branch(
            'product_name',
            'Box',
            leaf('product_version_range', 'vers:npm/>=1.0.0|<1.5.0', product('r', 'pkg:npm/closed')),
            leaf('product_version_range', 'vers:npm/>=1.0.0', product('o', 'pkg:npm/open')),
            leaf('product_version', '3.0.0', product('f', 'pkg:npm/open@3.0.0')),
          ),
        ),
      ],
    };
    const outcome = read({
      product_tree: tree,
      vulnerabilities: [{ cve: 'CVE-2024-1001', product_status: { known_affected: ['r', 'o'], fixed: ['f'] } }],
    });

    expect(affectedOf(outcome).map(({ name }) => name)).toEqual(['closed', 'open']);
    expect(affectedOf(outcome).map(eventsOf)).toEqual([
      ['introduced 1.0.0, fixed 1.5.0'],
      ['introduced 1.0.0, fixed 3.0.0'],
    ]);
    expect(codes(outcome)).toEqual([]);
  });

  it('in a range that cannot be judged leave their package incomplete, with a word about it', () => {
    const outcome = read({
      product_tree: {
        branches: [leaf('product_version_range', 'vers:pypi/<2', product('r', 'pkg:npm/a'))],
      },
      vulnerabilities: [{ cve: 'CVE-2024-1001', product_status: { known_affected: ['r'] } }],
    });

    expect(affectedOf(outcome)).toMatchObject([{ name: 'a', ranges: [], isIncomplete: true }]);
    expect(codes(outcome)).toEqual(['catalog/unjudged-range']);
  });

  it('without a package URL are generic packages named by vendor and product, as Microsoft writes them', () => {
    const outcome = read({
      product_tree: {
        branches: [
          branch(
            'vendor',
            'Microsoft',
            branch(
              'product_name',
              'Windows Server 2022',
              leaf('product_version_range', '<10.0.20348.1726', { product_id: '1', name: 'old' }),
              leaf('product_version', '10.0.20348.1726', { product_id: '2', name: 'new' }),
            ),
          ),
        ],
      },
      vulnerabilities: [
        {
          cve: 'CVE-2024-1001',
          product_status: { known_affected: ['1'], fixed: ['2'] },
          threats: [{ category: 'exploit_status', details: 'Publicly Disclosed:No;Exploited:Yes' }],
          remediations: [
            { category: 'vendor_fix', details: 'Security Update', url: 'https://x/kb', product_ids: ['1'] },
          ],
        },
      ],
    });
    const [one] = affectedOf(outcome);

    expect(one).toMatchObject({ ecosystem: 'generic', name: 'Microsoft/Windows Server 2022' });
    expect(one && eventsOf(one)).toEqual(['introduced 0, fixed 10.0.20348.1726']);
    expect(one?.remediations).toEqual([{ category: 'vendor_fix', details: 'Security Update', url: 'https://x/kb' }]);
    expect(outcome.value.cves).toMatchObject([{ cve: 'CVE-2024-1001', exploitation: 'active' }]);
  });

  it('that nothing identifies are counted, never dropped in silence', () => {
    const outcome = read({
      product_tree: { full_product_names: [{ product_id: '1', name: 'Some box' }] },
      vulnerabilities: [{ cve: 'CVE-2024-1001', product_status: { known_affected: ['1', 'nowhere'] } }],
    });

    expect(codes(outcome)).toEqual(['catalog/unmatched-products', 'catalog/nothing-to-judge']);
    expect(outcome.diagnostics[0]?.message).toContain('2 of 2 products');
  });

  it('of a platform belong to its release, Red Hat by CPE as OSV names it', () => {
    const platform = (id: string, cpe: string): Json => ({
      product_id: id,
      name: id,
      product_identification_helper: { cpe },
    });
    const related = (id: string, to: string): Json => ({
      category: 'default_component_of',
      product_reference: 'rpm',
      relates_to_product_reference: to,
      full_product_name: { product_id: id, name: id },
    });
    const outcome = read({
      product_tree: {
        full_product_names: [
          platform('rhel', 'cpe:/a:redhat:enterprise_linux:9::appstream'),
          platform('alma', 'cpe:/o:almalinux:almalinux:9'),
          product('rpm', 'pkg:rpm/redhat/httpd@2.4.57-5.el9?arch=x86_64&epoch=1'),
        ],
        relationships: [related('rhel:httpd', 'rhel'), related('alma:httpd', 'alma')],
      },
      vulnerabilities: [{ cve: 'CVE-2024-1001', product_status: { fixed: ['rhel:httpd', 'alma:httpd'] } }],
    });

    expect(affectedOf(outcome).map(({ ecosystem }) => ecosystem)).toEqual([
      'Red Hat:enterprise_linux:9::appstream',
      'AlmaLinux:9',
    ]);
    expect(affectedOf(outcome).map(eventsOf)).toEqual([
      ['introduced 0, fixed 1:2.4.57-5.el9'],
      ['introduced 0, fixed 1:2.4.57-5.el9'],
    ]);
  });
});

describe('what a CSAF document says about severity', () => {
  const vector = 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H';
  const scores = [{ products: ['a'], cvss_v3: { version: '3.1', vectorString: vector, baseScore: 9.8 } }];

  it('holds for its products, and joins the facts of the CVE', () => {
    const outcome = about({ a: 'pkg:npm/a@1.0.0', b: 'pkg:npm/b@1.0.0' }, { known_affected: ['a', 'b'] }, { scores });

    expect(affectedOf(outcome).map(({ severity }) => severity)).toEqual([
      [{ step: 'affected', vector, statedScore: 9.8 }],
      [],
    ]);
    expect(outcome.value.cves).toEqual([
      { cve: 'CVE-2024-1001', severity: [{ step: 'cve', vector, statedScore: 9.8 }], file: 'a.json' },
    ]);
  });

  it('joins the facts of the CVE also where no product can be matched', () => {
    expect(about({}, { known_affected: ['x'] }, { scores }).value.cves).toHaveLength(1);
  });

  it("is the publisher's word where it is one", () => {
    const outcome = about(
      { a: 'pkg:npm/a@1.0.0' },
      { known_affected: ['a'] },
      {
        threats: [{ category: 'impact', details: 'Important', product_ids: ['a'] }],
      },
    );

    expect(affectedOf(outcome)[0]?.severity).toEqual([{ step: 'source-word', word: 'high' }]);
  });

  it('is told when it is no vector', () => {
    const broken = [{ products: ['a'], cvss_v3: { vectorString: 'high' } }];

    expect(codes(about({ a: 'pkg:npm/a@1.0.0' }, { known_affected: ['a'] }, { scores: broken }))).toEqual([
      'catalog/unreadable-severity',
    ]);
  });
});

describe('VEX statements of a CSAF document', () => {
  it('are its products not affected, with flag and impact, and those under investigation', () => {
    const outcome = about(
      { a: 'pkg:npm/a@1.0.0', b: 'pkg:npm/b' },
      { known_not_affected: ['a'], under_investigation: ['b'] },
      {
        flags: [{ label: 'vulnerable_code_not_present', product_ids: ['a'] }],
        threats: [{ category: 'impact', details: 'Class removed', product_ids: ['a'] }],
      },
    );

    expect(outcome.value.documents).toEqual([]);
    expect(outcome.value.statements).toMatchObject([
      {
        ids: ['CVE-2024-1001'],
        status: 'not-affected',
        justification: 'vulnerable_code_not_present',
        impactStatement: 'Class removed',
        products: [{ package: { ecosystem: 'npm', name: 'a', versions: { kind: 'listed', versions: ['1.0.0'] } } }],
      },
      { status: 'under-investigation', products: [{ package: { name: 'b', versions: { kind: 'all' } } }] },
    ]);
    expect(codes(outcome)).toEqual([]);
  });

  it('about a component of a product hold inside that product', () => {
    const outcome = read({
      product_tree: {
        full_product_names: [product('lib', 'pkg:maven/org.x/lib@1.0'), product('app', 'pkg:generic/app@2')],
        relationships: [
          {
            category: 'default_component_of',
            product_reference: 'lib',
            relates_to_product_reference: 'app',
            full_product_name: { product_id: 'app:lib', name: 'lib in app' },
          },
        ],
      },
      vulnerabilities: [{ cve: 'CVE-2024-1001', product_status: { known_not_affected: ['app:lib'] } }],
    });

    expect(outcome.value.statements?.[0]?.products).toMatchObject([
      { package: { name: 'app' }, parts: [{ package: { name: 'org.x:lib' } }] },
    ]);
  });

  it('reach their products through groups', () => {
    const outcome = read({
      product_tree: {
        full_product_names: [product('a', 'pkg:npm/a@1.0.0')],
        product_groups: [{ group_id: 'g', product_ids: ['a'] }],
      },
      vulnerabilities: [
        {
          cve: 'CVE-2024-1001',
          flags: [{ label: 'component_not_present', group_ids: ['g'] }],
          product_status: { known_not_affected: ['a'] },
        },
      ],
    });

    expect(outcome.value.statements?.[0]?.justification).toBe('component_not_present');
  });
});
