import type { Format } from './Format';
import { all, isPresent } from './shapes';
import { trlMixed } from './trlMixed';

/** Argilla's cleaned UltraFeedback: TRL mixed with hyphenated columns for the rating and the model of each response. */
export const argillaUltraFeedback: Format = {
  name: 'argilla-ultrafeedback',
  title: 'Whole conversations with ratings and models (Argilla UltraFeedback cleaned)',
  matches: (columns) => trlMixed.matches(columns) && all(columns, isPresent, 'chosen-rating', 'rejected-rating'),
  read(row) {
    const draft = trlMixed.read(row);
    for (const [at, side] of ['chosen', 'rejected'].entries()) {
      const response = draft.responses[at];
      if (response === undefined) continue;
      response.about['rating'] = row.value(`${side}-rating`);
      if (row.has(`${side}-model`)) response.about['model'] = row.value(`${side}-model`);
    }
    return draft;
  },
};
