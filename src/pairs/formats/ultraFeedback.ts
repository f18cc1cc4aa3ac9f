import { ranksOf } from './drafts';
import type { DraftResponse, Format } from './Format';
import { isObject, turn } from './messages';
import { numberOf } from './numberOf';
import { RowError } from './RowError';
import type { RowView } from './RowView';
import { all, isText, isWrittenListWith } from './shapes';
import type { Json } from '../Json';

type Completion = { [key: string]: Json };

/**
 * UltraFeedback: an instruction and several completions, each with ratings of its aspects and an overall score. One item, ranked
 * by the mean of the ratings (early releases hold wrong overall scores of 10, OpenBMB/UltraFeedback issue 8), by the overall
 * score where ratings are missing; `meta.label` says which. All that a completion says stays in `meta.responses`.
 */
export const ultraFeedback: Format = {
  name: 'ultrafeedback',
  title: 'An instruction and completions with scores (UltraFeedback), ranked by the mean of their ratings',
  matches: (columns) =>
    all(columns, isText, 'instruction') && all(columns, isWrittenListWith('response'), 'completions'),
  read(row) {
    const completions = completionsOf(row);
    const means = meansOf(completions);
    const scores = means ?? completions.map((completion) => numberOf(completion['overall_score'] ?? null));
    const ranks = ranksOf(scores);
    const responses = completions.map((completion, at) => responseOf(completion, at + 1, ranks[at] ?? null));
    const known = !ranks.includes(null);
    const rankedBy = means === null ? 'overall_score' : 'mean of the ratings';
    return { prompt: row.prompt('instruction'), responses, label: known ? { rankedBy, scores } : null };
  },
};

function completionsOf(row: RowView): Completion[] {
  const list = row.structure('completions');
  if (Array.isArray(list) && list.every(isObject)) return list;
  throw new RowError('"completions" is no list of objects');
}

function responseOf(completion: Completion, number: number, rank: number | null): DraftResponse {
  const { response = null, ...fields } = completion;
  if (typeof response !== 'string') throw new RowError(`"response" of completion ${number} is no text`);
  const about: { [key: string]: Json } = { column: `completions ${number}`, fields };
  if (typeof fields['model'] === 'string') about['model'] = fields['model'];
  return { messages: [turn('assistant', response)], rank, about };
}

/** The mean rating of every completion; null unless all are rated, in the same aspects. */
function meansOf(completions: Completion[]): number[] | null {
  const ratings = completions.map(ratingsOf);
  const aspects = (of: Map<string, number>) => [...of.keys()].sort().join();
  const [first] = ratings;
  if (first === undefined || first.size === 0 || ratings.some((of) => aspects(of) !== aspects(first))) return null;
  return ratings.map((of) => [...of.values()].reduce((sum, rating) => sum + rating, 0) / of.size);
}

/** Ratings are texts, and "N/A" where there is none. */
function ratingsOf({ annotations = null }: Completion): Map<string, number> {
  const entries = Object.entries(isObject(annotations) ? annotations : {}).flatMap(
    ([aspect, of]): [string, number][] => {
      const rating = isObject(of) ? numberOf(of['Rating'] ?? null) : null;
      return rating === null ? [] : [[aspect, rating]];
    },
  );
  return new Map(entries);
}
