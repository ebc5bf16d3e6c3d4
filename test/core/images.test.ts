import { describe, expect, it } from 'vitest';
import { componentKey } from '../../src/core/assess/component-key.ts';
import { imagesOf } from '../../src/core/images.ts';
import type { Component } from '../../src/model/asset.ts';
import type { ComponentAssessment } from '../../src/model/finding.ts';
import { assessmentWith, assetWith, componentWith, estateWith, findingWith } from '../support/world.ts';

const open = componentWith({ name: 'open' });
const fixed = componentWith({ name: 'fixed' });
const copy = componentWith({ name: 'open', version: '2.0.0' });
const silent = componentWith({ name: 'silent' });
const assessments: readonly ComponentAssessment[] = [
  assessmentWith([findingWith({ advisory: 'CVE-2026-0001' })], { component: open }),
  assessmentWith([findingWith({ advisory: 'CVE-2026-0002', status: 'fixed' })], { component: fixed }),
  assessmentWith([findingWith({ advisory: 'CVE-2026-0001', status: 'fixed' })], { component: copy }),
  assessmentWith([], { component: silent }),
];
const byKey = new Map(assessments.map((one) => [componentKey(one.component), one]));

function images(components: readonly Component[], reopened: readonly string[] = []) {
  const componentSets = new Map([['sha256:1', { digest: 'sha256:1', components }]]);
  return imagesOf(estateWith({ componentSets }), byKey, ({ advisory }) => reopened.includes(advisory));
}

const asset = assetWith({ componentSets: ['sha256:1'] });
const namesOf = (components: readonly Component[], reopened?: readonly string[]): readonly string[] =>
  images(components, reopened)
    .installedOn(asset)
    .map(({ component }) => `${component.name} ${component.version}`);

describe('what an image asks for', () => {
  it('are packages with something affected or unknown', () => {
    expect(namesOf([silent, fixed, open])).toEqual([`open ${open.version}`]);
  });

  it('is also what a statement opens again', () => {
    expect(namesOf([silent, fixed, open], ['CVE-2026-0002'])).toEqual([
      `fixed ${fixed.version}`,
      `open ${open.version}`,
    ]);
  });

  it('is led by the affected version where a fixed one is installed beside it', () => {
    expect(namesOf([copy, open])).toEqual([`open ${open.version}`]);
  });
});

describe('an image', () => {
  it('counts its findings by status; under investigation is affected until somebody knows better', () => {
    const statuses = ['affected', 'under-investigation', 'fixed', 'not-affected', 'unknown'] as const;
    const assessment = assessmentWith(
      statuses.map((status) => findingWith({ status })),
      { component: open },
    );
    const componentSets = new Map([['sha256:1', { digest: 'sha256:1', components: [open, silent] }]]);
    const { findingsOn } = imagesOf(
      estateWith({ componentSets }),
      new Map([[componentKey(open), assessment]]),
      () => false,
    );

    expect(findingsOn(asset)).toEqual({ affected: 2, fixed: 1, notAffected: 1, unknown: 1 });
  });

  it('is read once for all assets that carry it', () => {
    const { installedOn, findingsOn } = images([open, fixed]);
    const twin = assetWith({ name: 'twin', componentSets: ['sha256:1'] });

    expect(installedOn(twin)).toBe(installedOn(asset));
    expect(findingsOn(twin)).toBe(findingsOn(asset));
  });
});
