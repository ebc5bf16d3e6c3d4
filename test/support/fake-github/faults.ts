/**
 * What goes wrong with one call. `before`: it has no effect; `after`: it has, and the answer is lost. `fail` answers
 * 502, `cut` closes the connection, `kill` does so and takes no call any more, as if the client had died.
 */
export type Fault =
  | { readonly kind: 'fail' | 'cut' | 'kill'; readonly when: 'before' | 'after' }
  | { readonly kind: 'limit'; readonly seconds: number };

/** Which calls are counted: all of them, or those that write. */
export type FaultScope = 'every call' | 'every write';

interface PlannedFault {
  readonly fault: Fault;
  readonly scope: FaultScope;
  /** From 1; counts down. */
  left: number;
}

/** Puts a fault into the n-th call that comes. */
export interface FaultInjector {
  readonly plan: (fault: Fault, at: number, scope?: FaultScope) => void;
  readonly clear: () => void;
  /** The fault of this call, if it has one. */
  readonly next: (isWrite: boolean) => Fault | undefined;
}

/** An injector without faults. */
export function faultInjector(): FaultInjector {
  let planned: PlannedFault[] = [];
  return {
    plan(fault, at, scope = 'every call') {
      planned.push({ fault, scope, left: at });
    },
    clear() {
      planned = [];
    },
    next(isWrite) {
      let found: Fault | undefined;
      for (const one of planned) {
        if (one.scope === 'every write' && !isWrite) continue;
        one.left -= 1;
        if (one.left === 0) found = one.fault;
      }
      return found;
    },
  };
}
