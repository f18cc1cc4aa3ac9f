import type { Message } from '../../Message';
import type { ExportRow } from '../ExportRow';
import { jsonlFile } from './jsonlFile';
import { evenMessages, marginOf } from './messageRows';
import type { Profile, ProfileInput } from './Profile';
import { refuseHalfCharacters } from './refuse';

/** A row of prompt, chosen and rejected, all of them messages: TRL's explicit preference rows. */
export function explicitRow(row: ExportRow, { survey }: Pick<ProfileInput, 'survey'>) {
  const messages = (of: Message[]) => evenMessages(of, survey.thinking);
  return {
    prompt: messages(row.pair.prompt),
    chosen: messages(row.chosen.messages),
    rejected: messages(row.rejected.messages),
  };
}

/** Source: TRL 1.16, RewardTrainer: `prompt` is put before both responses; `margin` is taken where the first row has it. */
export const trlRewardProfile: Profile = {
  title: 'TRL reward',
  about: 'For RewardTrainer: prompt, chosen and rejected as messages, with margin where asked for.',
  takes: 'preferences',
  cannotSay: ['ties'],
  strength: 'as margin',
  provenance: 'beside',
  refuses: refuseHalfCharacters,
  files: (input) => [
    jsonlFile(`${input.name}.trl-reward.jsonl`, input.rows, (row) => [
      { ...explicitRow(row, input), ...marginOf(row, input.options) },
    ]),
  ],
};

/** Source: TRL 1.16, DPOTrainer. */
export const trlDpoProfile: Profile = {
  title: 'TRL DPO',
  about: 'For DPOTrainer: prompt, chosen and rejected as messages.',
  takes: 'preferences',
  cannotSay: ['ties'],
  strength: 'never',
  provenance: 'beside',
  refuses: refuseHalfCharacters,
  files: (input) => [jsonlFile(`${input.name}.trl-dpo.jsonl`, input.rows, (row) => [explicitRow(row, input)])],
};
