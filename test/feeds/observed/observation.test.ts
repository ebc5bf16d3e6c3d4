import { describe, expect, it } from 'vitest';
import { parseInstant } from '../../../src/core/time.ts';
import { readObservations, recognisesObservations } from '../../../src/feeds/observed/observation.ts';
import { sampleOf } from '../../../src/feeds/sample.ts';
import type { Outcome } from '../../../src/model/diagnostic.ts';
import type { ObservationFragment } from '../../../src/model/feed.ts';

function read(...lines: readonly (object | string)[]): Outcome<ObservationFragment> {
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  return readObservations({ path: 'observed/fleet.ndjson', text });
}

function codes(...lines: readonly (object | string)[]): readonly string[] {
  return read(...lines).diagnostics.map(({ code }) => code);
}

const seen = { asset: 'db-1', lastSeen: '2026-11-21T08:00:00Z', source: 'agent' };
const xz = { ecosystem: 'AlmaLinux:9', name: 'xz', version: '5.2.5-7.el9' };

describe('an observation', () => {
  it('says when and by what an asset was seen, and on which line that stands', () => {
    expect(read('', seen).value.observations).toMatchObject([
      { asset: 'db-1', source: 'agent', lastSeen: parseInstant(seen.lastSeen), line: 2, components: { kind: 'none' } },
    ]);
  });

  it('may list components, by name or by package URL', () => {
    const purl = 'pkg:rpm/almalinux/nginx@1.20.1-14.el9?epoch=2&distro=almalinux-9';
    const { value } = read({ ...seen, components: [xz, { purl }, xz] });

    expect(value.observations[0]?.components).toEqual({
      kind: 'list',
      components: [xz, { ecosystem: 'AlmaLinux:9', name: 'nginx', version: '2:1.20.1-14.el9' }],
    });
  });

  it('may refer to a set that another line defines', () => {
    const { value } = read({ set: 'sha256:1', components: [xz] }, { ...seen, set: 'sha256:1' });

    expect(value.observations[0]?.components).toEqual({ kind: 'set', set: 'sha256:1' });
    expect(value.sets).toMatchObject([{ set: 'sha256:1', components: [xz], partlyRead: false, line: 1 }]);
  });

  it.each([
    [{ components: [xz] }, false],
    [{ components: [xz, { name: 'nameless' }] }, true],
    [{ components: 'xz' }, true],
    [{ set: 7 }, true],
    [{ raw: 'observed/a.txt' }, true],
    [{ raw: { path: 'observed/a.txt' } }, true],
    [{}, false],
  ])('with %j is partly read: %s', (software, partlyRead) => {
    expect(read({ ...seen, ...software }).value.observations).toMatchObject([{ partlyRead }]);
  });

  it('may refer to the raw output of a tool', () => {
    const raw = { path: 'observed/raw/db-1.status', format: 'dpkg-status', ecosystem: 'Debian:12' };

    expect(read({ ...seen, raw }).value.observations[0]?.components).toEqual({ kind: 'raw', ...raw });
  });

  it.each(['../etc/passwd', '/etc/passwd', 'observed/../../x', 'a\\..\\b'])('never leads to %s', (path) => {
    const raw = { path, format: 'dpkg-status', ecosystem: 'Debian:12' };

    expect(read({ ...seen, raw }).value.observations[0]?.components).toEqual({ kind: 'none' });
    expect(codes({ ...seen, raw })).toEqual(['observed/wrong-value']);
  });

  it('carries when packages were first seen, the earliest where it is said twice', () => {
    const firstSeen = { xz: '2026-11-01T00:00:00Z' };
    const { value } = read({ ...seen, firstSeen, components: [{ ...xz, firstSeen: '2026-10-01T00:00:00Z' }] });

    expect(value.observations[0]?.firstSeen.get('xz')).toBe(parseInstant('2026-10-01T00:00:00Z'));
  });

  it('says which version runs, and whether the asset waits, is down or catches up', () => {
    const { value } = read({ ...seen, running: { kernel: '5.14.0-1.el9' }, pendingReboot: true, down: false });

    expect(value.observations[0]).toMatchObject({ pendingReboot: true, down: false, resyncing: undefined });
    expect(value.observations[0]?.running.get('kernel')).toBe('5.14.0-1.el9');
  });

  it.each([
    [{ lastSeen: 'today' }, 'observed/wrong-value'],
    [{ pendingReboot: 'yes' }, 'observed/wrong-value'],
    [{ running: { kernel: 5 } }, 'observed/wrong-value'],
    [{ firstSeen: [] }, 'observed/wrong-value'],
    [{ set: 7 }, 'observed/wrong-value'],
    [{ components: 7 }, 'observed/wrong-value'],
    [{ components: [{ ...xz, version: 1.1 }] }, 'observed/wrong-component'],
    [{ components: [{ purl: 'pkg:deb/debian/a@1' }] }, 'observed/wrong-component'],
    [{ components: [{ ...xz, ecosystem: 'npm\n| x' }] }, 'observed/wrong-component'],
    [{ components: [{ ...xz, name: '' }] }, 'observed/wrong-component'],
    [{ raw: { path: 'a', format: 'rpm-qa', ecosystem: '<b>' } }, 'observed/wrong-value'],
    [{ pendingreboot: true }, 'observed/unknown-field'],
    [{ asset: 7 }, 'observed/wrong-entry'],
  ])('with %j is reported with %s', (wrong, code) => {
    expect(codes({ ...seen, ...wrong })).toEqual([code]);
  });
});

describe('a file of observations', () => {
  it('loses only its wrong lines, each with its place', () => {
    const { value, diagnostics } = read('{"asset": oops}', '7', { sets: 1 }, seen);

    expect(value.observations).toHaveLength(1);
    expect(diagnostics).toMatchObject([
      { code: 'observed/syntax', range: { start: { line: 1, column: 11 } } },
      { code: 'observed/wrong-entry', range: { start: { line: 2, column: 1 } } },
      { code: 'observed/wrong-entry', range: { start: { line: 3, column: 1 } } },
    ]);
  });

  it.each([
    [JSON.stringify(seen), true],
    ['{"set":"sha256:1","components":[]}', true],
    ['{"bomFormat":"CycloneDX","components":[]}', false],
    ['Package: a\n', false],
  ])('is recognised by its content: %s', (text, expected) => {
    expect(recognisesObservations(sampleOf({ path: 'x', text }))).toBe(expected);
  });
});
