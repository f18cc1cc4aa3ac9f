import { CommandError } from '../CommandError';

/** What a journal's scores were made of: only a run of the same may go on with it. */
export interface JournalHeader {
  journal: 1;
  /** The key of the rewards. */
  checkpoint: string;
  precision: string;
  /** sha256 of the chat template that was named on the command line; null where the checkpoint's own counts. */
  template: string | null;
  input: { bytes: number; sha256: string; format: string };
}

/** @throws CommandError that names what is different. */
export function checkHeader(path: string, line: string, wanted: JournalHeader): void {
  const found = parsed(line);
  if (found === null)
    throw new CommandError(`${path} is no journal of scores. Move it away, or drop it with --restart.`);
  const differences: [string, unknown, unknown][] = [
    ['journal version', found.journal, wanted.journal],
    ['checkpoint', found.checkpoint, wanted.checkpoint],
    ['precision', found.precision, wanted.precision],
    ['chat template', found.template, wanted.template],
    ['input of sha256', found.input?.sha256, wanted.input.sha256],
    ['format', found.input?.format, wanted.input.format],
  ];
  const different = differences.find(([, was, is]) => was !== is);
  if (!different) return;
  const [what, was, is] = different;
  throw new CommandError(
    `${path} holds unfinished scores of another run: its ${what} is ${String(was)}, this command's is ${String(is)}. ` +
      'Write to another --out, or drop those scores with --restart.',
  );
}

function parsed(line: string): Partial<JournalHeader> | null {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'journal' in value ? (value as Partial<JournalHeader>) : null;
  } catch {
    return null;
  }
}
