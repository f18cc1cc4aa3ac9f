/** What is wrong with the text of a protocol: the rule, what stood there, what to do. The message begins with the line. */
export class ProtocolError extends Error {
  override readonly name = 'ProtocolError';
  /** From 1, in the whole text. */
  readonly line: number;

  constructor(line: number, message: string) {
    super(`Line ${String(line)}: ${message}`);
    this.line = line;
  }
}
