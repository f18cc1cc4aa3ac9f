import { binaryKind, packingOf } from './binaryKind';
import { chooseDelimiter } from './chooseDelimiter';
import type { TextContainer } from './Container';
import { detectEncoding, type TextEncoding } from './detectEncoding';
import { FileError } from './FileError';
import { sampleOf } from './RowReader';
import { Transcoder } from './Transcoder';

/** The beginning of a text file, unpacked. */
export interface TextHead {
  head: Uint8Array;
  /** Whether that is all of it. */
  isWhole: boolean;
  name: string;
  isGzipped: boolean;
}

interface Text extends TextEncoding {
  text: string;
  name: string;
  isGzipped: boolean;
}

/**
 * Tells by its content, then by its name, how a text holds its rows.
 *
 * @throws FileError for what is no text, only white space, or none of JSON Lines, JSON and CSV.
 */
export function sniffText({ head, isWhole, name, isGzipped }: TextHead): TextContainer {
  const packing = packingOf(head);
  const around = isGzipped ? 'gzip' : 'a zip, under another name';
  if (packing !== null) throw new FileError(`${name} is ${packing} inside of ${around}. Unpack it first.`);
  const binary = binaryKind(head);
  const found = binary === null ? detectEncoding(head) : null;
  if (found === null) throw new FileError(`${name} is ${binary ?? 'a binary file'}. ${readable}`);
  const text = textOf(head.subarray(found.from), found);
  if (text.trim() === '' && isWhole) throw new FileError(`${name} holds nothing but white space.`);
  return containerOf({ text, name: name.replace(/\.gz$/i, ''), isGzipped, ...found });
}

export const readable = 'Assay reads JSON Lines, JSON, CSV and Parquet, and gzip or zip of these.';

/** For looking only: what is not UTF-8 is told when its row is read. */
function textOf(bytes: Uint8Array, { encoding }: TextEncoding): string {
  const utf8 = encoding === 'utf-8' ? bytes : new Transcoder(encoding).push(bytes);
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(utf8);
}

function containerOf(file: Text): TextContainer {
  const { text, name, encoding, from, isGzipped } = file;
  const layout = { encoding, from, isGzipped };
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (extension === 'csv' || extension === 'tsv') return csv(file);
  const first = text.trimStart()[0];
  if (first === '[') return { kind: 'json', ...layout };
  if (extension === 'jsonl' || extension === 'ndjson') return { kind: 'jsonl', ...layout };
  if (first === '{') return { kind: isLines(text, name) ? 'jsonl' : 'json', ...layout };
  if (/[,;\t|]/.test(firstLine(text))) return csv(file);
  throw new FileError(`${name} is text, but neither JSON Lines nor JSON nor CSV. Save it as one of these.`);
}

function csv({ text, name, encoding, from, isGzipped }: Text): TextContainer {
  const delimiter = chooseDelimiter(text);
  if (delimiter !== null) return { kind: 'csv', delimiter, encoding, from, isGzipped };
  const line = sampleOf(firstLine(text));
  throw new FileError(
    `${name} has one column only: neither comma nor tab nor semicolon nor | divides its first line (${line}). ` +
      'Save it with one of these between its columns.',
  );
}

function firstLine(text: string): string {
  return /[^\r\n]*/.exec(text.trimStart())?.[0] ?? '';
}

/** Whether a text that begins with an object is JSON Lines: its first line is an object with columns, not one list of rows. */
function isLines(text: string, name: string): boolean {
  const [line = '', second = ''] = text.trim().split('\n', 2);
  const first = objectOf(line);
  if (first !== null) return second.trim() !== '' || !isListOfRows(first);
  const end = /\n\}\s*\{/.exec(text);
  if (end !== null && objectOf(text.slice(0, end.index + 2)) !== null) {
    throw new FileError(
      `${name} holds objects over several lines. Write each on one line (JSON Lines) or in one list.`,
    );
  }
  return false;
}

function objectOf(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

function isListOfRows(object: object): boolean {
  const lists = Object.values(object).filter((value: unknown) => Array.isArray(value) && isRow(value[0]));
  return lists.length === 1;
}

/** A message is an object in a list as well, but no row. */
function isRow(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return false;
  return !('content' in value) && !('value' in value);
}
