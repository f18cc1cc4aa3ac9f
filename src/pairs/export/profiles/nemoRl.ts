import type { ExportRow } from '../ExportRow';
import { jsonlFile } from './jsonlFile';
import { evenMessages } from './messageRows';
import type { Profile, ProfileInput } from './Profile';
import { refuseHalfCharacters } from './refuse';

/** Source: NeMo RL's PreferenceDataset in its rank form: the lower rank is preferred. */
export const nemoRlProfile: Profile = {
  title: 'NeMo RL',
  about: 'For PreferenceDataset: context, and completions with rank 0 (better) and 1.',
  takes: 'preferences',
  cannotSay: ['ties'],
  strength: 'never',
  provenance: 'beside',
  refuses: refuseHalfCharacters,
  files: (input) => [jsonlFile(`${input.name}.nemo-rl.jsonl`, input.rows, (row) => [rankedRow(row, input)])],
};

function rankedRow({ pair, chosen, rejected }: ExportRow, { survey }: ProfileInput): object {
  return {
    context: evenMessages(pair.prompt, survey.thinking),
    completions: [chosen, rejected].map(({ messages }, rank) => ({
      rank,
      completion: evenMessages(messages, survey.thinking),
    })),
  };
}
