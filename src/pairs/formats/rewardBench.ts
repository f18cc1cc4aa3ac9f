import type { Format } from './Format';
import { rankedDraft } from './drafts';
import { all, isPresent, isText } from './shapes';

/** RewardBench 1: TRL explicit texts with the models that wrote them and a subset. */
export const rewardBench: Format = {
  name: 'rewardbench',
  title: 'Prompt, chosen, rejected, their models and a subset (RewardBench)',
  matches: (columns) =>
    all(columns, isText, 'prompt', 'chosen', 'rejected', 'subset') &&
    all(columns, isPresent, 'chosen_model', 'rejected_model'),
  read(row) {
    const draft = rankedDraft(row.prompt('prompt'), row.response('chosen'), row.response('rejected'));
    for (const [at, column] of ['chosen_model', 'rejected_model'].entries()) {
      const model = row.peek(column);
      const response = draft.responses[at];
      if (model !== null && response !== undefined) response.about['model'] = model;
    }
    return draft;
  },
};
