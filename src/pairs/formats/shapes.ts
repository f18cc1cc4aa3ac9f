import type { Columns } from '../containers/RowReader';
import type { Json } from '../Json';
import { isConversation, isObject } from './messages';

/** Whether every named column holds a value of the kind. */
export function all(columns: Columns, kind: (value: Json | undefined) => boolean, ...names: string[]): boolean {
  return names.every((name) => Object.hasOwn(columns, name) && kind(columns[name]));
}

export const isText = (value: Json | undefined): value is string => typeof value === 'string';

export const isTexts = (value: Json | undefined): value is string[] =>
  Array.isArray(value) && value.length > 0 && value.every(isText);

export const isPresent = (value: Json | undefined): boolean => value !== undefined;

/** A list of messages, or a text that may be the JSON of one. */
export const isWrittenConversation = (value: Json | undefined): boolean =>
  isConversation(value) || (isText(value) && /^\s*\[/.test(value));

/** A boolean, or the text of one as CSV writers have it. */
export const isFlag = (value: Json | undefined): boolean =>
  typeof value === 'boolean' ||
  value === 0 ||
  value === 1 ||
  (isText(value) && /^\s*(true|false|0|1)\s*$/i.test(value));

/** Whether a value is a list, not empty, of objects that all have the key. */
const isListWith =
  (key: string) =>
  (value: Json | undefined): value is { [key: string]: Json }[] =>
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((element) => isObject(element) && Object.hasOwn(element, key));

/** The same of a value that may be JSON in a text. */
export const isWrittenListWith =
  (key: string) =>
  (value: Json | undefined): boolean =>
    isListWith(key)(value) || (isText(value) && /^\s*\[\s*\{/.test(value) && value.includes(JSON.stringify(key)));

/** An object, or a text that may be the JSON of one. */
export const isObjectText = (value: Json | undefined): boolean =>
  isObject(value) || (isText(value) && /^\s*\{/.test(value));
