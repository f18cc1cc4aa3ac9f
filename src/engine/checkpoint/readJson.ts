import { isJsonObject, type JsonObject } from '../../hub/jsonObject';
import { CheckpointError } from './CheckpointError';

export { isJsonObject, type JsonObject };

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The text of a file. Throws `CheckpointError` where it is not UTF-8. */
export function readText(file: string, bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new CheckpointError(file, 'must be UTF-8 text, and is not; the file is damaged.');
  }
}

/** The object that a JSON file holds. Throws `CheckpointError` where it holds anything else. */
export function readJsonObject(file: string, bytes: Uint8Array): JsonObject {
  const value = parsed(file, readText(file, bytes));
  if (!isJsonObject(value)) throw new CheckpointError(file, `must hold a JSON object, and holds ${kindOf(value)}.`);
  return value;
}

/** The kind of a JSON value, for messages: its text may be long or private. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CheckpointError(file, `must be JSON, and is not (${(error as Error).message}); the file is damaged.`);
  }
}
