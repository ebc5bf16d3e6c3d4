import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run as reportRun } from '../../src/commands/report.ts';
import { auditAt, auditedEstate, evaluation } from '../support/audited-estate.ts';
import { captureRun } from '../support/capture.ts';
import { temporaryFolder } from '../support/folders.ts';

const one = 'records/evaluation/2026/01/one.yaml';

describe('record seal', () => {
  it('holds what was merged since the seal before, and the digest of that seal', async () => {
    const estate = auditedEstate();
    const first = await estate.sealed();
    const commit = estate.commit(evaluation('two'));
    await estate.sealed();

    const [path = ''] = estate.seals().slice(-1);
    const { spec } = JSON.parse(readFileSync(join(estate.root, path), 'utf8'));
    expect(path).toMatch(/^records\/seals\/2026\/02\/2026-02-02-seals-[0-9a-f]{12}\.json$/);
    expect(spec).toEqual({
      ...{ number: 2, previous: first, commit, sealedAt: '2026-02-02T00:00:00Z', total: 2 },
      records: [{ path: 'records/evaluation/2026/01/two.yaml', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }],
    });
  });

  it('writes nothing where nothing is new, merged or not, at whatever moment', async () => {
    const estate = auditedEstate();
    await estate.seal('2026-02-01T00:00:00Z');

    const again = await estate.seal('2026-03-01T00:00:00Z');

    expect([again.code, JSON.parse(again.out).records, estate.seals().length]).toEqual([0, [], 1]);
  });

  it('leaves what is not merged yet, and seals itself not', async () => {
    const estate = auditedEstate();
    await estate.sealed();
    estate.git('checkout', '--quiet', '-b', 'bot');
    estate.commit(evaluation('two'));

    expect(JSON.parse((await estate.seal()).out).records).toEqual([]);
  });

  it('says what it would write on a dry run, and writes nothing', async () => {
    const estate = auditedEstate();

    const { out } = await estate.seal(undefined, { dryRun: true });

    expect(JSON.parse(out).records).toMatchObject([{ kind: 'Seal', status: 'would-write' }]);
    expect(estate.seals()).toEqual([]);
  });

  it('needs the base branch', async () => {
    const estate = auditedEstate();
    estate.git('branch', '--move', 'main', 'trunk');

    await expect(estate.seal()).rejects.toMatchObject({
      message: 'there is no branch main here whose records could be sealed',
    });
  });
});

describe('report, of an estate with seals', () => {
  it('names the last seal where it says what the pack rests on', async () => {
    const estate = auditedEstate();
    const last = await estate.sealed();
    const out = temporaryFolder();

    await captureRun(reportRun, { root: estate.root, asOf: '2026-11-22T12:00:00Z', quiet: true }, [], { out });

    expect(readFileSync(join(out, 'csv/d14-origin.csv'), 'utf8')).toContain(last);
  });
});

describe('verify --audit, by the seals', () => {
  it('holds while the chain is whole, counts what waits, and names the last seal', async () => {
    const estate = auditedEstate();
    await estate.sealed();
    estate.commit(evaluation('two'));
    const last = await estate.sealed();
    estate.commit(evaluation('three'));

    const { code, audit, of } = await estate.audit({ anchor: [last] });

    expect(of('seals')).toMatchObject({ verdict: 'holds', lookedAt: '2 seals of 2 files, 1 not sealed yet' });
    expect(of('anchors')?.verdict).toBe('holds');
    expect([code, audit.sealHead]).toEqual([0, { digest: last, number: 2, files: 2 }]);
  });

  it('does not know of records that were never sealed', async () => {
    const { code, of } = await auditedEstate().audit({}, true);

    expect(of('seals')?.verdict).toBe('not known');
    expect(code).toBe(6);
  });

  it('names a record that was edited in a history made anew', async () => {
    const estate = auditedEstate();
    await estate.sealed();
    const seal = estate.seals()[0] ?? '';
    const text = readFileSync(join(estate.root, seal), 'utf8');
    estate.git('checkout', '--quiet', '--orphan', 'forged');
    estate.commit({ ...evaluation('one', 'forged'), [seal]: text }, 'estate');
    estate.git('branch', '--force', 'main', 'forged');

    const { code, of } = await estate.audit();

    expect(of('append-only')?.verdict).toBe('holds');
    expect(of('seals')?.found).toEqual([
      `${one} is not what seal 1 (${seal}) holds: it was edited`,
      expect.stringMatching(/^seal 1 .* was made on [0-9a-f]{12}, which this branch does not hold: it was rewritten$/),
    ]);
    expect(code).toBe(3);
  });

  it('names a record that was taken away, by seal and by commit', async () => {
    const estate = auditedEstate({ ...evaluation('one'), ...evaluation('two') });
    await estate.sealed();
    rmSync(join(estate.root, one));
    const commit = estate.commit({}, 'take away');

    const { of } = await estate.audit();

    expect(of('seals')?.found).toEqual([`${one} is gone; seal 1 (${estate.seals()[0]}) holds it`]);
    expect(of('append-only')?.found).toEqual([`${one} was removed by ${commit.slice(0, 12)}`]);
  });

  it('names a record that was put in behind a seal which should hold it', async () => {
    const estate = auditedEstate();
    await estate.seal();
    const seal = estate.seals()[0] ?? '';
    const text = readFileSync(join(estate.root, seal), 'utf8');
    const before = estate.git('rev-parse', 'HEAD');
    const inserted = estate.commit(evaluation('two'), 'put in');
    estate.commit({ [seal]: text.replace(before, inserted) }, 'seal');

    const { of } = await estate.audit();

    expect(of('seals')?.found).toEqual([
      `records/evaluation/2026/01/two.yaml stood there when seal 1 (${seal}) was made, and no seal holds it: it was put in`,
    ]);
  });

  it('names a gap: a seal that was taken out, or edited', async () => {
    const estate = auditedEstate();
    await estate.sealed();
    const first = estate.seals()[0] ?? '';
    estate.commit(evaluation('two'));
    await estate.sealed();
    rmSync(join(estate.root, first));
    estate.commit({}, 'take a seal out');

    const { code, of } = await estate.audit();

    expect(of('seals')?.found).toContainEqual(
      expect.stringMatching(/^seal 2 .* follows a seal that is not here or was edited: sha256:/),
    );
    expect(code).toBe(3);
  });

  it('names two seals that follow the same one, and goes on from one of them', async () => {
    const estate = auditedEstate();
    await estate.sealed();
    estate.commit(evaluation('two'));
    estate.git('checkout', '--quiet', '-b', 'other');
    await estate.sealed();
    estate.git('checkout', '--quiet', 'main');
    await estate.sealed();
    estate.git('merge', '--quiet', '--no-ff', '-m', 'both', 'other');

    expect((await estate.audit()).of('seals')?.found).toEqual([
      expect.stringMatching(/^seal 2 .* and seal 2 .* follow the same seal$/),
    ]);
    estate.commit(evaluation('three'));
    await estate.sealed();
    expect((await estate.audit()).of('seals')?.found).toHaveLength(1);
  });

  it('misses the end of the chain only against a digest that was kept outside', async () => {
    const estate = auditedEstate();
    await estate.sealed();
    const before = estate.git('rev-parse', 'HEAD');
    estate.commit(evaluation('two'));
    const last = await estate.sealed();
    estate.git('reset', '--quiet', '--hard', before);

    const [without, withAnchor] = [await estate.audit(), await estate.audit({ anchor: [last] })];

    expect([without.code, without.of('seals')?.verdict]).toEqual([0, 'holds']);
    expect(without.audit.limits.join('\n')).toContain('keep the last digest outside');
    expect(withAnchor.of('anchors')?.found).toEqual([
      `${last} is no seal of this branch: the chain was cut off or made anew`,
    ]);
    expect(withAnchor.code).toBe(3);
  });

  it('names a file among the seals that is none, and a link that does not add up', async () => {
    const estate = auditedEstate();
    await estate.seal();
    const seal = estate.seals()[0] ?? '';
    const text = readFileSync(join(estate.root, seal), 'utf8');
    estate.commit({ [seal]: text.replace('"total": 1', '"total": 7'), 'records/seals/notes.txt': 'x\n' }, 'seal');

    expect((await estate.audit()).of('seals')?.found).toEqual([
      'records/seals/notes.txt is no seal, and stands among them',
      `seal 1 (${seal}) does not add up with the one before it`,
    ]);
  });

  it('says of a shallow clone what it could not see', async () => {
    const estate = auditedEstate();
    await estate.sealed();
    estate.commit(evaluation('two'));
    const clone = join(temporaryFolder(), 'clone');
    estate.git('clone', '--quiet', '--depth', '1', `file://${estate.root}`, clone);

    const { of } = await auditAt(clone);

    expect(of('seals')).toMatchObject({
      verdict: 'not known',
      found: [expect.stringMatching(/^seal 1 .* lies behind the end of this clone$/)],
    });
  });
});
