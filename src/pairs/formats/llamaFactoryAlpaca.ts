import { rankedDraft } from './drafts';
import type { Format } from './Format';
import { instructionPrompt } from './instructionPrompt';
import { all, isText } from './shapes';

/** LLaMA-Factory alpaca: an instruction with its input, a system text and earlier exchanges, and two texts. */
export const llamaFactoryAlpaca: Format = {
  name: 'llamafactory-alpaca',
  title: 'An instruction with chosen and rejected texts (LLaMA-Factory alpaca)',
  matches: (columns) => all(columns, isText, 'instruction', 'chosen', 'rejected') && !('prompt' in columns),
  read: (row) => rankedDraft(instructionPrompt(row), row.response('chosen'), row.response('rejected')),
};
