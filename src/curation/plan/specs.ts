import type { Field, HeadReader } from '../../verdicts/protocol/HeadReader';

/** How one setting is read: its value from its field, or what holds where the plan does not say it. */
export type Spec<T> = (reader: HeadReader, field: Field | undefined, name: string) => T;

export type Specs<T> = { readonly [Name in keyof T]-?: Spec<T[Name]> };

/** How a plan says that there is none of something. */
const none = 'none';

/** A map of settings. One that is not known is an error: a misspelt setting must not silently be the default. */
export function section<T extends object>(specs: Specs<T>): Spec<T> {
  return (reader, field, name) => {
    const fields = field ? reader.fields(field, `"${name}"`, Object.keys(specs)) : new Map<string, Field>();
    return readFields(reader, fields, specs, `${name}.`);
  };
}

/** The settings of a map whose names are known, each by its spec. */
export function readFields<T extends object>(
  reader: HeadReader,
  fields: ReadonlyMap<string, Field>,
  specs: Specs<T>,
  prefix: string,
): T {
  const read = <Name extends keyof T & string>(name: Name): T[Name] =>
    specs[name](reader, fields.get(name), prefix + name);
  const names = Object.keys(specs) as (keyof T & string)[];
  return Object.fromEntries(names.map((name) => [name, read(name)])) as T;
}

/** A text that must be there, or has a default. */
export function text(otherwise?: string): Spec<string> {
  return (reader, field, name) => (field || otherwise === undefined ? reader.text(field, name) : otherwise);
}

/** A text of a form that `words` describe; it must be there, or has a default. */
export function matching(form: RegExp, words: string, otherwise?: string): Spec<string> {
  return (reader, field, name) =>
    field || otherwise === undefined ? reader.matching(field, name, form, words) : otherwise;
}

/** A list of texts, at least so many. */
export function texts(least = 0): Spec<string[]> {
  return (reader, field, name) => {
    const found = reader.texts(field, name).map((one) => one.text);
    if (found.length >= least) return found;
    throw reader.error(field?.offset ?? 0, `"${name}" must name ${least} or more; it names ${found.length}.`);
  };
}

export interface Range {
  least: number;
  most: number;
  whole?: boolean;
}

/** A number in a range; `1_000_000` is one too. */
export function number({ least, most, whole = false }: Range, otherwise?: number): Spec<number> {
  return (reader, field, name) => {
    if (!field && otherwise !== undefined) return otherwise;
    const said = reader.text(field, name);
    const value = /^[+-]?(?:\d[\d_]*)?(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(said) ? Number(said.replaceAll('_', '')) : NaN;
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    const kind = whole ? 'a whole number' : 'a number';
    const range = most === Infinity ? `from ${least}` : `from ${least} to ${most}`;
    throw reader.error(field?.offset ?? 0, `"${name}" must be ${kind} ${range}; it is ${JSON.stringify(said)}.`);
  };
}

/** One of some words. */
export function choice<const T extends string>(allowed: readonly T[], otherwise: T): Spec<T> {
  return (reader, field, name) => {
    if (!field) return otherwise;
    const said = reader.text(field, name);
    const found = allowed.find((one) => one === said);
    if (found !== undefined) return found;
    throw reader.error(field.offset, `"${name}" must be one of ${allowed.join(', ')}; it is ${JSON.stringify(said)}.`);
  };
}

export function yesOrNo(otherwise: boolean): Spec<boolean> {
  const spec = choice(['yes', 'no', 'true', 'false'], otherwise ? 'yes' : 'no');
  return (reader, field, name) => ['yes', 'true'].includes(spec(reader, field, name));
}

/** What may be `none`, which it also is where the plan does not say it. */
export function orNone<T>(spec: Spec<T>): Spec<T | null> {
  return (reader, field, name) => (!field || isNone(field) ? null : spec(reader, field, name));
}

/** A list of whatever one spec reads. */
export function list<T>(spec: Spec<T>, least: number): Spec<T[]> {
  return (reader, field, name) => {
    const elements = isNone(field) ? [] : reader.elements(field);
    if (elements.length < least)
      throw reader.error(field?.offset ?? 0, `"${name}" must name ${least} or more; it names ${elements.length}.`);
    return elements.map((element, at) => spec(reader, element, `${name}[${at + 1}]`));
  };
}

function isNone(field: Field | undefined): boolean {
  const value = field?.value;
  return typeof value === 'object' && value !== null && 'value' in value && value.value === none;
}
