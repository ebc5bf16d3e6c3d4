import { describe, it } from 'vitest';
import { disturb, eventfulMoment } from '../support/fake-github/story.ts';

describe('a run that is killed', () => {
  it('is finished by the next one: nothing is double, and nothing is left to write', async () => {
    const moment = await eventfulMoment();

    // Some writes here; the conformance suite kills a process at each.
    for (const share of [0.1, 0.4, 0.6, 0.95]) {
      const at = Math.ceil(moment.writes * share);
      await disturb(moment, { fault: { kind: 'kill', when: 'after' }, at, scope: 'every write' });
    }
    await disturb(moment, {
      fault: { kind: 'fail', when: 'after' },
      at: Math.ceil(moment.calls / 2),
      scope: 'every call',
    });
  });
});
