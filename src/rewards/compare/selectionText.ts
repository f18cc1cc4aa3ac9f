import { facetKinds } from '../../pairs/view/PairQuery';
import { stands, viewOf, type Filter, type Selection, type Sign, type SliceOption } from './Selection';

/** Between filters, between the fields of one, and between the entries of a list: none of them stands in an escaped text. */
const [betweenFilters, betweenFields, betweenEntries] = ['*', '_', '~'];

/** What `readSelection` could not take, as it stood there, beside what it could. */
export interface ReadSelection {
  selection: Selection;
  dropped: string[];
}

/** A selection as a short text for the address: `margin_0_-0.5_1*slice_domain_value.math`. */
export function writeSelection(selection: Selection): string {
  return selection.map((filter) => fieldsOf(filter).join(betweenFields)).join(betweenFilters);
}

/**
 * Reads what `writeSelection` wrote. What it does not know, what names a model beyond the committee, and all but the first
 * filter of one view is dropped and reported.
 *
 * @param models how many the committee has
 */
export function readSelection(text: string, models: number): ReadSelection {
  const selection: Filter[] = [];
  const dropped: string[] = [];
  const views = new Set<string>();
  for (const part of text.split(betweenFilters)) {
    if (part === '') continue;
    const filter = readFilter(part, models);
    if (filter === null || views.has(viewOf(filter))) dropped.push(part);
    else {
      selection.push(filter);
      views.add(viewOf(filter));
    }
  }
  return { selection, dropped };
}

function fieldsOf(filter: Filter): string[] {
  const { kind } = filter;
  switch (kind) {
    case 'margin':
      return [kind, String(filter.model), bound(filter.from), bound(filter.to)];
    case 'confidence':
      return [kind, String(filter.model), String(filter.from), String(filter.to)];
    case 'length':
      return [kind, bound(filter.from), bound(filter.to)];
    case 'rectangle':
      return [kind, ...[filter.a, filter.b, filter.fromA, filter.toA, filter.fromB, filter.toB].map(String)];
    case 'quadrant':
      return [kind, String(filter.a), String(filter.b), signText[filter.signA] + signText[filter.signB]];
    case 'pairwise':
      return [kind, String(filter.a), String(filter.b), filter.which];
    case 'against':
      return [kind, filter.models.join(betweenEntries)];
    case 'stand':
      return [kind, String(filter.model), filter.stand];
    case 'slice':
      return [kind, escaped(filter.facet), filter.options.map(optionText).join(betweenEntries)];
  }
}

function readFilter(part: string, models: number): Filter | null {
  const [kind = '', ...fields] = part.split(betweenFields);
  const reader = Object.hasOwn(readers, kind) ? readers[kind as Filter['kind']] : null;
  if (reader?.fields !== fields.length) return null;
  const filter = reader.read(fields, (field) => readModel(field, models));
  return filter !== null && isSound(filter) ? filter : null;
}

type ReadPlace = (field: string | undefined) => number;

/** By kind how many fields there are, and how they are read; a field that is none becomes NaN or null. */
const readers: Record<Filter['kind'], { fields: number; read: (fields: string[], model: ReadPlace) => Filter | null }> =
  {
    margin: {
      fields: 3,
      read: ([at, from, to], model) => ({ kind: 'margin', model: model(at), from: readBound(from), to: readBound(to) }),
    },
    confidence: {
      fields: 3,
      read: ([at, from, to], model) => ({
        ...{ kind: 'confidence', model: model(at), from: readNumber(from), to: readNumber(to) },
      }),
    },
    length: { fields: 2, read: ([from, to]) => ({ kind: 'length', from: readBound(from), to: readBound(to) }) },
    rectangle: { fields: 6, read: readRectangle },
    quadrant: { fields: 3, read: readQuadrant },
    pairwise: {
      fields: 3,
      read: ([a, b, which], model) =>
        which === 'flip' || which === 'same' ? { kind: 'pairwise', a: model(a), b: model(b), which } : null,
    },
    against: {
      fields: 1,
      read: ([list = ''], model) => ({
        ...{ kind: 'against', models: list === '' ? [] : list.split(betweenEntries).map((place) => model(place)) },
      }),
    },
    stand: {
      fields: 2,
      read: ([at, name], model) => {
        const stand = stands.find((known) => known === name);
        return stand === undefined ? null : { kind: 'stand', model: model(at), stand };
      },
    },
    slice: { fields: 2, read: readSlice },
  };

function readRectangle([a, b, ...bounds]: string[], model: ReadPlace): Filter {
  const [fromA = NaN, toA = NaN, fromB = NaN, toB = NaN] = bounds.map(readNumber);
  return { kind: 'rectangle', a: model(a), b: model(b), fromA, toA, fromB, toB };
}

const signText: Record<Sign, string> = { '+': 'p', '-': 'n' };

function readQuadrant([a, b, signs = '']: string[], model: ReadPlace): Filter | null {
  if (!/^[pn]{2}$/.test(signs)) return null;
  const sign = (letter: string | undefined): Sign => (letter === 'p' ? '+' : '-');
  return { kind: 'quadrant', a: model(a), b: model(b), signA: sign(signs[0]), signB: sign(signs[1]) };
}

function optionText({ kind, value }: SliceOption): string {
  return kind === 'value' ? `${kind}.${escaped(value)}` : kind;
}

function readSlice([facet, list = '']: string[]): Filter | null {
  const [name, options] = [unescaped(facet ?? ''), list.split(betweenEntries).map(readOption)];
  if (name === null || options.some((option) => option === null)) return null;
  return { kind: 'slice', facet: name, options: options.filter((option) => option !== null) };
}

function readOption(text: string): SliceOption | null {
  const dot = text.indexOf('.');
  const kind = facetKinds.find((known) => known === (dot < 0 ? text : text.slice(0, dot)));
  if (kind === undefined || (kind === 'value') !== dot >= 0) return null;
  const value = unescaped(text.slice(dot + 1));
  return kind !== 'value' ? { kind, value: '' } : value === null ? null : { kind, value };
}

/** Whether nothing in it was misread: `writeSelection` writes no NaN, and no range that is empty from the start. */
function isSound(filter: Filter): boolean {
  const values = Object.values(filter).flat();
  if (values.some((value) => typeof value === 'number' && !Number.isFinite(value))) return false;
  if (filter.kind === 'against')
    return filter.models.every((model, at) => at === 0 || model > (filter.models[at - 1] ?? 0));
  return true;
}

function bound(value: number | null): string {
  return value === null ? '' : String(value);
}

function readBound(field: string | undefined): number | null {
  return field === '' ? null : readNumber(field);
}

function readNumber(field: string | undefined): number {
  return field === undefined || !/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(field) ? NaN : Number(field);
}

/** The place of a model in the committee; NaN where there is none. */
function readModel(field: string | undefined, models: number): number {
  return field !== undefined && /^\d{1,2}$/.test(field) && Number(field) < models ? Number(field) : NaN;
}

/** Any text in letters, digits, dots, hyphens and exclamation marks: other UTF-16 units stand as their number. */
function escaped(text: string): string {
  return text.replace(/[^A-Za-z0-9.-]/g, (unit) => `!${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Null where it is no escaped text. */
function unescaped(text: string): string | null {
  if (!/^([A-Za-z0-9.-]|![0-9a-f]{4})*$/.test(text)) return null;
  return text.replace(/!(.{4})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}
