import type { Json } from '../Json';
import { parseJson } from '../parseJson';
import { RowError } from './RowError';

/**
 * The value, or what a text says that is a list or an object in JSON.
 *
 * @throws RowError where such a text is no JSON.
 */
export function structureOf(value: Json, column: string): Json {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return parseJson(value);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new RowError(`the JSON in "${column}" is ${error.message}`);
  }
}
