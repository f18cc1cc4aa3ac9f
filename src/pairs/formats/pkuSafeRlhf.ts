import { comparedColumns, readOutcome, type Outcome } from './drafts';
import type { Format } from './Format';
import { all, isPresent, isText } from './shapes';

const outcomes = new Map<string, Outcome>([
  ['0', 'first'],
  ['1', 'second'],
]);

/**
 * PKU-SafeRLHF: two responses and two labels, which one is more helpful and which one is safer. The label is the first of them;
 * both stay in `meta.label`.
 */
export const pkuSafeRlhf: Format = {
  name: 'pku-saferlhf',
  title: 'Two responses, the better and the safer one (PKU-SafeRLHF); better counts',
  matches: (columns) =>
    all(columns, isText, 'prompt', 'response_0', 'response_1') &&
    all(columns, isPresent, 'better_response_id', 'safer_response_id'),
  read(row) {
    const better = row.value('better_response_id');
    const label = { better_response_id: better, safer_response_id: row.value('safer_response_id') };
    const outcome = readOutcome(better, 'better_response_id', outcomes);
    return comparedColumns(row, row.prompt('prompt'), ['response_0', 'response_1'], outcome, label);
  },
};
