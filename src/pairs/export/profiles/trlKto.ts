import type { ExportRow } from '../ExportRow';
import { jsonlFile } from './jsonlFile';
import { evenMessages } from './messageRows';
import type { Profile, ProfileInput } from './Profile';
import { refuseHalfCharacters } from './refuse';

/** Two rows a pair, the better response first. Source: TRL 1.16, KTOTrainer. */
export const trlKtoProfile: Profile = {
  title: 'TRL KTO',
  about: 'For KTOTrainer: each response by itself, with label true or false; two rows a pair.',
  takes: 'preferences',
  cannotSay: ['ties', 'which two responses were compared'],
  strength: 'never',
  provenance: 'beside',
  refuses: refuseHalfCharacters,
  files: (input) => [jsonlFile(`${input.name}.trl-kto.jsonl`, input.rows, (row) => ktoRows(row, input))],
};

function ktoRows({ pair, chosen, rejected }: ExportRow, { survey }: ProfileInput): object[] {
  return [chosen, rejected].map(({ messages }, at) => ({
    prompt: evenMessages(pair.prompt, survey.thinking),
    completion: evenMessages(messages, survey.thinking),
    label: at === 0,
  }));
}
