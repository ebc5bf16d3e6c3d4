/** The shape of a window occurrence, all in exact milliseconds. */
export interface WaveShape {
  readonly durationMs: number;
  /** Length of one wave. */
  readonly visitMs: number;
  /** No wave starts in this last part. */
  readonly cutoffMs: number;
  /** Pause behind each wave; the soak of a cluster whose members take turns, else 0. */
  readonly soakMs: number;
}

/** A round inside a window occurrence; `number` counts from 1, `startMs` and `endMs` from the occurrence's start. */
export interface Wave {
  readonly number: number;
  readonly startMs: number;
  readonly endMs: number;
}

/**
 * The waves of an occurrence: one every `visitMs` and pause, as long as it starts before the cutoff and
 * ends before the window does.
 */
export function wavesOf({ durationMs, visitMs, cutoffMs, soakMs }: WaveShape): readonly Wave[] {
  const waves: Wave[] = [];
  for (
    let startMs = 0;
    startMs < durationMs - cutoffMs && startMs + visitMs <= durationMs;
    startMs += visitMs + soakMs
  ) {
    waves.push({ number: waves.length + 1, startMs, endMs: startMs + visitMs });
  }
  return waves;
}
