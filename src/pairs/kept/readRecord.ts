import type { DataSet } from '../DataSet';
import { completeReport, type StoredReport } from '../ImportReport';

type Fields = Record<string, unknown>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const counts = ['rows', 'kept', 'items', 'pairs', 'duplicates', 'conflicts', 'ties', 'unlabelled', 'rejectedBeyond'];
const fileCounts = ['bytes', 'rows', 'kept', 'duplicates', 'conflicts', 'rejected'];

/**
 * The record of a data set as its folder or a backup holds it, with its known fields only.
 *
 * @throws Error in words that follow a colon, where it is of another form.
 */
export function readRecord(text: string, id: string): DataSet {
  const value: unknown = JSON.parse(text);
  if (!isFields(value) || value['id'] !== id || !uuid.test(id)) throw wrong('it is not the record of this data set');
  const texts = ['name', 'importedAt', 'format'].every((name) => typeof value[name] === 'string');
  const notes = ['attribution', 'notice'].every((name) => value[name] === null || typeof value[name] === 'string');
  if (
    !texts ||
    !notes ||
    !areCounts(value, ['bytes', 'items', 'pairs']) ||
    Number.isNaN(Date.parse(String(value['importedAt'])))
  )
    throw wrong('a field of it is not what a data set has');
  if (!isReport(value['report'])) throw wrong('its import report is damaged');
  const { name, importedAt, format, bytes, items, pairs, attribution, notice } = value as unknown as DataSet;
  const report = completeReport(value['report'], bytes);
  return { id, name, importedAt, format, bytes, items, pairs, attribution, notice, report };
}

function isReport(value: unknown): value is StoredReport {
  if (!isFields(value) || typeof value['file'] !== 'string' || typeof value['format'] !== 'string') return false;
  const lists =
    isList(value['rejected'], isRejected) &&
    isList(value['files'] ?? [], isFile) &&
    isList(value['alsoIn'] ?? [], isAlsoIn);
  return areCounts(value, counts) && areCounts({ same: value['sameResponses'] ?? 0 }, ['same']) && lists;
}

function isRejected(row: Fields): boolean {
  const texts = ['reason', 'sample'].every((name) => typeof row[name] === 'string');
  return texts && areCounts(row, ['line']) && ['string', 'undefined'].includes(typeof row['file']);
}

function isFile(file: Fields): boolean {
  return typeof file['file'] === 'string' && typeof file['format'] === 'string' && areCounts(file, fileCounts);
}

function isAlsoIn(also: Fields): boolean {
  return (
    typeof also['dataSet'] === 'string' && typeof also['name'] === 'string' && areCounts(also, ['pairs', 'conflicts'])
  );
}

function isList(value: unknown, isElement: (element: Fields) => boolean): boolean {
  return Array.isArray(value) && value.every((element: unknown) => isFields(element) && isElement(element));
}

function areCounts(fields: Fields, names: string[]): boolean {
  return names.every((name) => Number.isSafeInteger(fields[name]) && (fields[name] as number) >= 0);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function wrong(reason: string): Error {
  return new Error(reason);
}
