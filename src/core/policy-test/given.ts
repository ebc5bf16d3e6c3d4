import type { Facts, Test } from '../../model/generated/patch-policy.ts';
import type { ClockEvent } from '../../model/policy.ts';
import type { FactValue } from '../../model/requirement.ts';
import type { ClockReading, Clocks } from '../prioritise/clock.ts';
import type { FactLookup } from '../prioritise/condition.ts';
import { parseInstant } from '../time.ts';

/** Looks up the facts that a test gives. What it does not give is unknown, as the schema says. */
export function givenFacts({ labels, ...facts }: Facts): FactLookup {
  const values = new Map<string, FactValue>(Object.entries(facts));
  for (const [key, value] of Object.entries(labels ?? {})) values.set(`labels.${key}`, value);
  return (name) => ({ name, value: values.get(name), source: 'the test', assumed: false });
}

/** The clocks that a test gives. One that it does not give has not started. */
export function givenClocks(clocks: NonNullable<Test['clocks']>): Clocks {
  const reading = (event: ClockEvent): ClockReading => ({ at: parseInstant(clocks[event] ?? ''), assumptions: [] });
  return {
    released: reading('released'),
    detected: reading('detected'),
    evaluated: reading('evaluated'),
    'kev-added': reading('kev-added'),
  };
}
