import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { BooksError } from './BooksError';
import type { EndLine, EventLine, ExportLine, HeadLine, ParkedLine } from './LedgerExport';

/**
 * Makes sure that a file is an exported ledger and whole: nothing cut off, nothing altered.
 * @throws BooksError saying what is wrong, before anything of it is used
 */
export async function checkExport(path: string): Promise<{ store: string; events: number; parked: number }> {
  const hash = createHash('sha256');
  let store: string | null = null;
  let end: EndLine['end'] | null = null;
  for await (const { text, line } of linesOf(path)) {
    if (end !== null) throw new BooksError(`${path} goes on after its last line.`);
    if (store === null) store = headOf(path, line).store;
    if ('end' in line) end = line.end;
    else hash.update(`${text}\n`);
  }
  if (store === null || end === null)
    throw new BooksError(`${path} was cut off: its last line is missing. Export again.`);
  if (end.sha256 !== hash.digest('hex')) throw new BooksError(`${path} was altered: its content is not what it names.`);
  return { store, events: end.events, parked: end.parked };
}

/** Events and parked events of an export that `checkExport` has passed, in its order. */
export async function* entriesOf(path: string): AsyncGenerator<EventLine | ParkedLine> {
  for await (const { line } of linesOf(path)) if ('event' in line || 'parked' in line) yield line;
}

async function* linesOf(path: string): AsyncGenerator<{ text: string; line: ExportLine }> {
  let number = 0;
  for await (const text of textLines(path)) {
    number++;
    const line = parsed(text);
    if (line === null) throw new BooksError(`${path}, line ${number}, is no line of an exported ledger.`);
    yield { text, line };
  }
}

/** Split at line feeds only: Node's own reader of lines splits at U+2028 too, which people's texts may hold. */
async function* textLines(path: string): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of createReadStream(path, 'utf8') as AsyncIterable<string>) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function parsed(text: string): ExportLine | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as ExportLine) : null;
  } catch {
    return null;
  }
}

function headOf(path: string, line: ExportLine): HeadLine {
  if ('export' in line && line.export === 'assay-ledger' && line.version === 1) return line;
  throw new BooksError(`${path} is no ledger that this Assay has exported.`);
}
