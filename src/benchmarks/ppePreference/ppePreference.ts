import type { Benchmark } from '../Benchmark';
import type { RowFields } from '../RowFields';
import { userPrompt } from '../userPrompt';
import { ppePreferenceMetric } from './ppePreferenceMetric';

/** Votes of the complete data, with and without a winner. */
const allVotes = 16_038;

/** All its items are of one part. */
const votes = 'votes';

/** PPE Preference: people's votes between two responses from the arena. */
export const ppePreference: Benchmark = {
  name: 'ppe-preference',
  title: 'PPE Preference',
  licence: 'prompts CC-BY-4.0, responses under the terms of their makers; not for training',
  source: 'Frick et al. 2024, arXiv 2410.14872; lmarena-ai/PPE-Human-Preference-V1, split test',
  headline: 'accuracy',
  layout: 'PPE Preference has question_id, winner (model_a, model_b or a tie), prompt, response_1 and response_2.',
  readRow(row) {
    const winner = row.text('winner');
    const id = row.id('question_id');
    const responses = [row.text('response_1'), row.text('response_2')];
    const prompt = userPrompt(row.text('prompt'));
    if (/^tie\b/.test(winner)) return null;
    if (winner !== 'model_a' && winner !== 'model_b') return row.refuse('winner', 'model_a, model_b or a tie', winner);
    const isRight = [winner === 'model_a', winner === 'model_b'];
    return { id, subset: votes, unit: id, prompt, responses, isRight, slices: slicesOf(row), comparisons: null };
  },
  readResult: () => null,
  // Of the rows that are not there, nobody knows how many have a winner: all of them may.
  expected: (found, leftOut) => new Map([[votes, Math.max(allVotes - leftOut, found.get(votes) ?? 0)]]),
  metric: ppePreferenceMetric,
};

const flags = ['hard_prompt', 'easy_prompt', 'if_prompt', 'math_prompt', 'is_code'];

/** What the data say of a vote, as names of slices. */
function slicesOf({ columns }: RowFields): string[] {
  const slices = flags.filter((flag) => columns[flag] === true);
  if (columns['longer_won'] === false) slices.push('shorter_won');
  const language = columns['language'];
  if (typeof language !== 'string') return slices;
  slices.push(language === 'English' ? 'english' : 'non_english');
  if (language === 'Chinese' || language === 'Russian') slices.push(language.toLowerCase());
  return slices;
}
