import { jsonlFile } from './jsonlFile';
import { marginOf } from './messageRows';
import type { Profile } from './Profile';
import { refuseHalfCharacters } from './refuse';
import { explicitRow } from './trlExplicit';

/** Source: OpenRLHF's reward data set: with a prompt key and the chat template, the three columns are lists of messages. */
export const openRlhfProfile: Profile = {
  title: 'OpenRLHF',
  about:
    'For train_rm and train_dpo with --prompt_key prompt --chosen_key chosen --rejected_key rejected --apply_chat_template.',
  takes: 'preferences',
  cannotSay: ['ties'],
  strength: 'as margin',
  provenance: 'beside',
  refuses: refuseHalfCharacters,
  files: (input) => [
    jsonlFile(`${input.name}.openrlhf.jsonl`, input.rows, (row) => [
      { ...explicitRow(row, input), ...marginOf(row, input.options) },
    ]),
  ],
};
