import { rankedDraft } from './drafts';
import type { Format } from './Format';
import { systemTurn } from './instructionPrompt';
import { all, isText } from './shapes';

/** Orca-style DPO: a system text, a question and two texts. */
export const orcaDpo: Format = {
  name: 'orca-dpo',
  title: 'A system text, a question, chosen and rejected (Orca-style DPO)',
  matches: (columns) => all(columns, isText, 'question', 'chosen', 'rejected') && !('prompt' in columns),
  read: (row) =>
    rankedDraft([...systemTurn(row), ...row.prompt('question')], row.response('chosen'), row.response('rejected')),
};
