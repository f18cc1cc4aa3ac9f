/** What is wrong with a plan: the rule, what stood there, what to do. The message begins with the line. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
  /** From 1. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(`Line ${String(line)}: ${message}`);
    this.line = line;
  }
}
