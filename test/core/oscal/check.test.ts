import { describe, expect, it } from 'vitest';
import { assertOscal, checkOscal } from '../../../src/core/oscal/check.ts';
import { idsOf } from '../../../src/core/oscal/ids.ts';
import type { OscalDocument } from '../../../src/model/oscal-document.ts';

const id = idsOf('acme');

/** The least of a document that has each kind of place, with one thing changed. */
function withRisk(change: object = {}, more: object = {}): OscalDocument {
  return {
    'plan-of-action-and-milestones': {
      uuid: id('poam'),
      metadata: { 'oscal-version': '1.2.1' },
      observations: [{ uuid: id('observation') }],
      risks: [
        {
          uuid: id('risk'),
          status: 'open',
          'related-observations': [{ 'observation-uuid': id('observation') }],
          ...change,
        },
      ],
      'back-matter': {
        resources: [
          { uuid: id('resource'), rlinks: [{ href: 'a', hashes: [{ algorithm: 'SHA-256', value: 'a'.repeat(64) }] }] },
        ],
      },
      ...more,
    },
  } as unknown as OscalDocument;
}

describe('our own check of OSCAL', () => {
  it('finds nothing where nothing is wrong', () => {
    expect(checkOscal(withRisk({ links: [{ href: `#${id('resource')}` }] }))).toEqual([]);
    expect(() => assertOscal(withRisk())).not.toThrow();
  });

  it.each([
    [
      'a reference that leads nowhere',
      { 'related-observations': [{ 'observation-uuid': id('gone') }] },
      /leads nowhere/,
    ],
    [
      'a reference to another kind of thing',
      { 'related-observations': [{ 'observation-uuid': id('resource') }] },
      /one of resources/,
    ],
    ['a reference of a kind that nobody knows', { 'banana-uuid': id('risk') }, /nothing is known/],
    ['a word that is no status', { status: 'banana' }, /none of open/],
    [
      'a word that is no status in the log',
      { 'risk-log': { entries: [{ 'status-change': 'banana' }] } },
      /none of open/,
    ],
    ['a UUID that is used twice', { uuid: id('observation') }, /as well/],
    ['a UUID that was not derived', { uuid: 'c0ffee00-0000-4000-8000-000000000000' }, /version 5/],
    ['an address within that is no resource', { links: [{ href: `#${id('risk')}` }] }, /no resource/],
    ['an empty address', { links: [{ href: '' }] }, /empty/],
    ['a lifecycle that is none', { remediations: [{ lifecycle: 'maybe' }] }, /none of recommendation/],
  ])('names %s', (_, change, problem) => {
    expect(checkOscal(withRisk(change)).join('\n')).toMatch(problem);
  });

  it('names another release and a hash of the wrong length', () => {
    const wrong = withRisk(
      {},
      {
        metadata: { 'oscal-version': '9.9' },
        'back-matter': {
          resources: [{ uuid: id('resource'), rlinks: [{ href: 'a', hashes: [{ algorithm: 'MD5', value: 'ab' }] }] }],
        },
      },
    );

    expect(checkOscal(wrong)).toHaveLength(3);
  });

  it('lets a document refer to what the one that it imports defines', () => {
    const task = { origins: [{ 'related-tasks': [{ 'task-uuid': id('task') }] }] };
    const plan = { 'assessment-plan': { tasks: [{ uuid: id('task') }] } } as unknown as OscalDocument;

    expect(checkOscal(withRisk(task))).toHaveLength(1);
    expect(checkOscal(withRisk(task), [plan])).toEqual([]);
  });

  it('throws where a document that we made is wrong', () => {
    expect(() => assertOscal(withRisk({ status: 'banana' }))).toThrow(/banana/);
  });
});

describe('a UUID', () => {
  it('is of version 5 and made of what it names alone', () => {
    expect(id('asset', 'db-1')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(idsOf('acme')('asset', 'db-1')).toBe(id('asset', 'db-1'));
    expect(new Set([id('asset', 'a', 'b'), id('asset', 'ab'), id('asset', 'b', 'a'), id('risk', 'a', 'b')]).size).toBe(
      4,
    );
  });
});
