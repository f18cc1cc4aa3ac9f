import { rankedDraft } from './drafts';
import type { Format } from './Format';
import { all, isText } from './shapes';

/** Argilla's older UltraFeedback: an instruction and two texts, `chosen_response` and `rejected_response`, with mean ratings. */
export const argillaRated: Format = {
  name: 'argilla-rated',
  title: 'An instruction, chosen_response and rejected_response (Argilla UltraFeedback, older)',
  matches: (columns) => all(columns, isText, 'instruction', 'chosen_response', 'rejected_response'),
  read(row) {
    const names: [string, string] = ['chosen_response', 'rejected_response'];
    const prompt = row.prompt('instruction');
    const draft = rankedDraft(prompt, row.response(names[0]), row.response(names[1]), names);
    for (const [at, column] of ['chosen_avg_rating', 'rejected_avg_rating'].entries()) {
      const response = draft.responses[at];
      if (response !== undefined && row.has(column)) response.about['rating'] = row.value(column);
    }
    return draft;
  },
};
