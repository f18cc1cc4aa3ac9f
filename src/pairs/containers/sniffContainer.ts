import type { ByteSource } from '../ByteSource';
import { readBytes } from '../ByteSource';
import { binaryKind } from './binaryKind';

/** How a file holds its rows, and where in the file the first one begins (after a byte-order mark). */
export type Container = { kind: 'jsonl' | 'json'; from: number } | { kind: 'csv'; from: number; delimiter: string };

/** A file that holds no rows at all: the message says which file and what to do. */
export class FileError extends Error {
  override name = 'FileError';
}

const headBytes = 1024 * 1024;

/**
 * Tells by its content, then by its name, how a file holds its rows.
 *
 * @throws FileError for an empty file, a binary file and a text that is none of the three containers.
 */
export async function sniffContainer(source: ByteSource, name: string): Promise<Container> {
  if (source.size === 0) throw new FileError(`${name} is empty (0 bytes). Choose a file with at least one row.`);
  const head = await readBytes(source, 0, headBytes);
  const binary = binaryKind(head);
  if (binary !== null) throw new FileError(`${name} is ${binary}. Assay reads JSON Lines, JSON and CSV in UTF-8.`);
  const from = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? 3 : 0;
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(head.subarray(from));
  if (text.trim() === '' && source.size <= headBytes) throw new FileError(`${name} holds nothing but white space.`);
  return containerOf(text, name, from);
}

function containerOf(text: string, name: string, from: number): Container {
  const extension = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  if (extension === 'csv' || extension === 'tsv') return csv(text, from);
  const first = text.trimStart()[0];
  if (first === '[') return { kind: 'json', from };
  if (extension === 'jsonl' || extension === 'ndjson') return { kind: 'jsonl', from };
  if (first === '{') return { kind: isLines(text, name) ? 'jsonl' : 'json', from };
  if (/[,;\t]/.test(firstLine(text))) return csv(text, from);
  throw new FileError(`${name} is text, but neither JSON Lines nor JSON nor CSV. Save it as one of these.`);
}

function csv(text: string, from: number): Container {
  const header = firstLine(text);
  const counts = [',', '\t', ';'].map((delimiter) => ({ delimiter, count: header.split(delimiter).length }));
  const best = counts.reduce((most, next) => (next.count > most.count ? next : most));
  return { kind: 'csv', from, delimiter: best.delimiter };
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
