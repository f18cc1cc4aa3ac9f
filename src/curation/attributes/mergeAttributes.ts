import type { Attributes } from '../../verdicts/VerdictEvent';

/** Who said an attribute; `nobody`: it is not known. */
export type AttributeOrigin = 'person' | 'machine' | 'file' | 'nobody';

export interface MergedAttributes {
  attributes: Attributes;
  origins: Record<keyof Attributes, AttributeOrigin>;
  /** Whether a person wrote or confirmed all five: only then are they verified as the paper's gold pairs have them. */
  verified: boolean;
}

/** What is known of a pair's attributes; null: nothing. */
export interface AttributeSources {
  /** What a person wrote or confirmed last (`LabelFold.attributes`). */
  person: Attributes | null;
  machine: Attributes | null;
  /** What the columns of the row propose (`pairs/attributesOf.ts`). */
  file: Attributes | null;
}

const names = ['category', 'objectivity', 'controversiality', 'desired', 'guideline'] as const;
const nothing: Attributes = { category: null, objectivity: null, controversiality: null, desired: '', guideline: '' };

/**
 * One set of attributes, each from the surest source that says it: a person before a machine before the file. A person edits and
 * verifies what machines wrote (arXiv 2507.01352, human protocol): what they left unsaid stays the machine's and is named so.
 */
export function mergeAttributes({ person, machine, file }: AttributeSources): MergedAttributes {
  const sources: [AttributeOrigin, Attributes | null][] = [
    ['person', person],
    ['machine', machine],
    ['file', file],
  ];
  const sourceOf = (name: keyof Attributes) => sources.find(([, said]) => isSaid(said?.[name])) ?? ['nobody', nothing];
  const attributes = Object.fromEntries(names.map((name) => [name, (sourceOf(name)[1] ?? nothing)[name]]));
  const origins = Object.fromEntries(names.map((name) => [name, sourceOf(name)[0]])) as MergedAttributes['origins'];
  return {
    attributes: { ...nothing, ...attributes },
    origins,
    verified: names.every((name) => origins[name] === 'person'),
  };
}

function isSaid(value: string | null | undefined): boolean {
  return (value ?? '').trim() !== '';
}
