import { splitDraft } from './drafts';
import type { Format } from './Format';
import { all } from './shapes';
import { isTranscript, readTranscript } from './transcript';

/** Anthropic hh-rlhf: whole dialogues as one text with `\n\nHuman:` and `\n\nAssistant:` marks. */
export const hhRlhf: Format = {
  name: 'hh-rlhf',
  title: 'Dialogues with Human: and Assistant: marks (hh-rlhf)',
  matches: (columns) => all(columns, isTranscript, 'chosen', 'rejected') && !('prompt' in columns),
  read: (row) => splitDraft(readTranscript(row.text('chosen')), readTranscript(row.text('rejected'))),
};
