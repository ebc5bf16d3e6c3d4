/** Tells how far a long run is. Off a terminal, passing states are left out and each line stays. */
export interface Progress {
  /** A state that the next one takes the place of; worked out only when it is shown. */
  readonly pass: (text: () => string) => void;
  /** A line that stays. */
  readonly line: (text: string) => void;
  /** Takes the passing state away. */
  readonly clear: () => void;
}

const intervalMs = 100;
const eraseLine = `\r${String.fromCharCode(27)}[2K`;

/** Progress on standard error; none at all when the run is to be quiet. */
export function openProgress(isQuiet: boolean): Progress {
  const isTerminal = process.stderr.isTTY === true && process.env['TERM'] !== 'dumb';
  let shownAt = 0;
  let isShown = false;
  const clear = (): void => {
    if (isShown) process.stderr.write(eraseLine);
    isShown = false;
  };
  return {
    pass(text) {
      if (isQuiet || !isTerminal || performance.now() - shownAt < intervalMs) return;
      shownAt = performance.now();
      const width = (process.stderr.columns || 80) - 1;
      process.stderr.write(`${eraseLine}${[...text()].slice(0, width).join('')}`);
      isShown = true;
    },
    line(text) {
      clear();
      if (!isQuiet) process.stderr.write(`${text}\n`);
    },
    clear,
  };
}
