import type { HumanPair } from './HumanWork';

/** A task's pairs as a data set, one a line: the shape of Assay's own exports, without a label. */
export async function taskText(pairs: AsyncIterable<HumanPair>): Promise<string> {
  let text = '';
  for await (const { pair, prompt, first, second, attributes } of pairs)
    text += `${JSON.stringify({ pair_id: pair, prompt, first, second, label: '', ...(attributes && { attributes }) })}\n`;
  return text;
}
