import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { run as validate } from '../../src/commands/validate.ts';
import { captureRun } from '../support/capture.ts';
import { expectedOf, scenariosFolder, scenariosIn } from '../support/scenarios.ts';
import { goldenDocumentsOf } from '../support/story.ts';

const scenarios = scenariosIn(scenariosFolder);

it('there are at least seven stories', () => {
  expect(scenarios.length).toBeGreaterThanOrEqual(7);
});

// `npm run scenarios:update` writes what is expected, and nothing else does; its diff is read before it is committed.
describe.each(scenarios)('$name: $about', (scenario) => {
  const documents = goldenDocumentsOf(scenario);
  const expected = expectedOf(scenario);

  it('yields exactly the documents that are expected', () => {
    expect([...documents.keys()].sort()).toEqual([...expected.keys()]);
  });

  it.each([...documents.keys()])('%s reads as expected', (name) => {
    expect(documents.get(name)).toBe(expected.get(name));
  });

  it('validates as the command does, which exits with 2 when there is an error', async () => {
    const ran = await captureRun(validate, { root: join(scenario.folder, 'repo'), asOf: scenario.asOf });
    const told = expected.get('validate.txt') ?? '';

    expect(ran.out.replace(/^valid: .*\n/m, '')).toBe(told === 'valid\n' ? '' : told);
    expect(ran.code).toBe(/: error: /.test(told) ? 2 : 0);
  });
});
