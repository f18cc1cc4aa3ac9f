import type { ColumnMapping } from '../../pairs/ColumnMapping';

/** What the mapping panel holds while a person fills it in: an empty text where nothing is chosen. */
export interface MappingDraft {
  kind: ColumnMapping['kind'];
  prompt: string;
  better: string;
  worse: string;
  first: string;
  second: string;
  labelColumn: string;
  labelFirst: string;
  labelSecond: string;
  labelTie: string;
  source: string;
}

export const emptyDraft: MappingDraft = {
  kind: 'ranked',
  prompt: '',
  better: '',
  worse: '',
  first: '',
  second: '',
  labelColumn: '',
  labelFirst: '',
  labelSecond: '',
  labelTie: '',
  source: '',
};

/** The draft that shows a mapping. */
export function draftOf(mapping: ColumnMapping | null): MappingDraft {
  if (!mapping) return emptyDraft;
  const common = { ...emptyDraft, kind: mapping.kind, prompt: mapping.prompt ?? '', source: mapping.source ?? '' };
  if (mapping.kind === 'ranked') return { ...common, better: mapping.chosen, worse: mapping.rejected };
  const { first, second, label } = mapping;
  return {
    ...common,
    first,
    second,
    labelColumn: label?.column ?? '',
    labelFirst: label?.first ?? '',
    labelSecond: label?.second ?? '',
    labelTie: label?.tie ?? '',
  };
}

/** The mapping that a draft says, or what it still lacks, in a sentence. */
export function mappingOf(draft: MappingDraft): { mapping: ColumnMapping } | { lacks: string } {
  return draft.kind === 'ranked' ? rankedOf(draft) : comparedOf(draft);
}

function rankedOf({ prompt, better, worse, source }: MappingDraft): ReturnType<typeof mappingOf> {
  if (!better || !worse) return { lacks: 'Choose the columns of the better and of the worse response.' };
  if (better === worse) return { lacks: 'The better and the worse response cannot come from one column.' };
  return {
    mapping: { kind: 'ranked', prompt: prompt || null, chosen: better, rejected: worse, source: source || null },
  };
}

function comparedOf(draft: MappingDraft): ReturnType<typeof mappingOf> {
  const { prompt, first, second, labelColumn, labelFirst, labelSecond, labelTie, source } = draft;
  if (!first || !second) return { lacks: 'Choose the columns of both responses.' };
  if (first === second) return { lacks: 'The two responses cannot come from one column.' };
  if (labelColumn && (!labelFirst || !labelSecond))
    return { lacks: 'Say which values of the label mean first and second.' };
  if (labelColumn && labelFirst === labelSecond)
    return { lacks: 'One value of the label cannot mean first and second.' };
  const label = labelColumn ? { column: labelColumn, first: labelFirst, second: labelSecond, tie: labelTie } : null;
  return { mapping: { kind: 'compared', prompt: prompt || null, first, second, label, source: source || null } };
}
