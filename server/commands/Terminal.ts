/** Where a command writes: results to `out`, everything else to `error`. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  /** Whether `error` is a terminal, where a line can be drawn anew. */
  readonly isInteractive: boolean;
}

/** The terminal that this process was started in. */
export const processTerminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  error: (text) => void process.stderr.write(text),
  isInteractive: process.stderr.isTTY === true,
};
