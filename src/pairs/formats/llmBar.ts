import { comparedDraft } from './drafts';
import type { Format } from './Format';
import { RowError } from './RowError';
import { all, isPresent, isText } from './shapes';

/** LLMBar: an instruction, two outputs and the number of the better one. */
export const llmBar: Format = {
  name: 'llmbar',
  title: 'An input, two outputs and the better one (LLMBar)',
  matches: (columns) => all(columns, isText, 'input', 'output_1', 'output_2') && all(columns, isPresent, 'label'),
  read(row) {
    const label = row.number('label');
    if (label !== 1 && label !== 2) throw new RowError(`"label" is ${JSON.stringify(row.value('label'))}, not 1 or 2`);
    return comparedDraft(
      row.prompt('input'),
      [
        [row.response('output_1'), { column: 'output_1' }],
        [row.response('output_2'), { column: 'output_2' }],
      ],
      label === 1 ? 'first' : 'second',
      label,
    );
  },
};
