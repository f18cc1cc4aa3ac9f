/** What the commands that work on data and models end with. Documented in `docs/score-files.md`. */
export const exitCodes = {
  done: 0,
  /** Nothing was finished; the message says why. */
  failed: 1,
  /** The command itself was wrong: an unknown option, a missing argument. */
  usage: 2,
  /** Finished, and some rows have no reward. */
  incomplete: 3,
  interrupted: 130,
} as const;

/** A sentence for the person at the terminal, who needs no stack trace, and the exit code that goes with it. */
export class CommandError extends Error {
  override name = 'CommandError';

  constructor(
    message: string,
    readonly exitCode: number = exitCodes.failed,
  ) {
    super(message);
  }
}
