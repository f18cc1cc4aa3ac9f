import type { ColumnMapping } from '../ColumnMapping';
import { formats } from '../formats/detectFormat';
import { mappedFormat } from '../formats/mappedFormat';
import type { Reading } from '../readItem';
import { keptFiles, readFile, writeFile, type KeptFolder } from './KeptFolder';

/** A stretch of rows with one origin: a file of the import, or an entry of one that is a zip. */
export interface Part {
  /** Number of the file. */
  file: number;
  entry: string | null;
  /** The rows are lines that Assay made of what it read; else they are the file's own bytes. */
  isMade: boolean;
}

/** How the rows of a data set become its items: what `reading.json` holds. */
export interface ReadingRecord {
  version: 1;
  files: { name: string; format: string; mapping: ColumnMapping | null }[];
  parts: Part[];
}

/** A part of a data set, ready to read its rows. */
export interface PartReading extends Part {
  reading: Reading;
  /** The name of the part's file, where the data set has several; its items say it. */
  fileName: string | null;
}

export async function writeReading(folder: KeptFolder, record: ReadingRecord): Promise<void> {
  await writeFile(folder, keptFiles.reading, [new TextEncoder().encode(JSON.stringify(record))]);
}

/** @throws Error where the record is missing, damaged or of a newer Assay. */
export async function readReading(folder: KeptFolder): Promise<PartReading[]> {
  const record = JSON.parse(new TextDecoder().decode(await readFile(folder, keptFiles.reading))) as ReadingRecord;
  if (record.version !== 1)
    throw new Error(`The data set was stored by a newer Assay (version ${String(record.version)}). Reload this page.`);
  const readings = record.files.map(readingOf);
  return record.parts.map((part) => partReading(part, readings));
}

export function partReading(part: Part, readings: Reading[]): PartReading {
  const reading = readings[part.file];
  if (reading === undefined) throw new Error(`The data set has no file number ${part.file}: it is damaged.`);
  return { ...part, reading, fileName: readings.length > 1 ? reading.file : null };
}

function readingOf({ name, format, mapping }: ReadingRecord['files'][number]): Reading {
  const known = mapping === null ? formats.find((one) => one.name === format) : mappedFormat(mapping);
  if (known === undefined) throw new Error(`This Assay does not know the format "${format}" of ${name}.`);
  return { format: known, source: mapping?.source ?? null, mapped: mapping !== null, file: name };
}
