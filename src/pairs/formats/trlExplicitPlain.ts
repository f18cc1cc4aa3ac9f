import type { Format } from './Format';
import { rankedDraft } from './drafts';
import { all, isText } from './shapes';

/** `{"prompt": "...", "chosen": "...", "rejected": "..."}`. OpenRLHF writes the same. */
export const trlExplicitPlain: Format = {
  name: 'trl-explicit-plain',
  title: 'Prompt, chosen and rejected as texts (TRL explicit)',
  matches: (columns) => all(columns, isText, 'prompt', 'chosen', 'rejected'),
  read: (row) => rankedDraft(row.prompt('prompt'), row.response('chosen'), row.response('rejected')),
};
