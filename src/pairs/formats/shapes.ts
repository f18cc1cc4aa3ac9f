import type { Columns } from '../containers/RowReader';
import type { Json } from '../Json';

/** Whether every named column holds a value of the kind. */
export function all(columns: Columns, kind: (value: Json | undefined) => boolean, ...names: string[]): boolean {
  return names.every((name) => Object.hasOwn(columns, name) && kind(columns[name]));
}

export const isText = (value: Json | undefined): value is string => typeof value === 'string';

export const isTexts = (value: Json | undefined): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every(isText);

export const isPresent = (value: Json | undefined): boolean => value !== undefined;
