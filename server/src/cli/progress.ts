/*
 * How far a scan is, on standard error: a line that is written over on a terminal;
 * elsewhere a line now and then, and only if the run takes long. A short run prints nothing.
 */

/** Shows progress until it is ended. */
export interface Progress {
  update(done: number, total: number): void;
  /** Takes the line away again. */
  end(): void;
}

/** Where progress goes. */
export interface ProgressOutput {
  readonly write: (text: string) => void;
  readonly isTerminal: boolean;
  /** The time in milliseconds, from any start. */
  readonly now: () => number;
}

/** Milliseconds before the first line, and between lines. */
const timing = {
  terminal: { first: 300, next: 100 },
  log: { first: 2000, next: 5000 },
};

/** Starts the clock; prints nothing yet. */
export function startProgress({ write, isTerminal, now }: ProgressOutput): Progress {
  const { first, next } = isTerminal ? timing.terminal : timing.log;
  let due = now() + first;
  let shown = false;
  return {
    update(done, total) {
      if (now() < due) return;
      due = now() + next;
      shown = true;
      const text = `Scanning: ${done} of ${total}`;
      write(isTerminal ? `\r\u001b[2K${text}` : `${text}\n`);
    },
    end() {
      if (shown && isTerminal) write('\r\u001b[2K');
      shown = false;
    },
  };
}
