import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';

interface SampleRow {
  instruction: string;
  input: string;
  response1: string;
  response2: string;
}

const domains = ['chat', 'code', 'math', 'safety'];

/**
 * Writes a JSONL file of `count` different pairs in TRL's explicit form: the texts of the PandaLM sample over and over, the
 * number of the pair in each prompt, so that lengths are real and no two pairs are the same.
 *
 * @param columns more of them, by the number of the pair
 */
export async function writePairFile(
  path: string,
  sample: string,
  count: number,
  columns: (number: number) => object = () => ({}),
): Promise<void> {
  const rows = (JSON.parse(await readFile(sample, 'utf8')) as SampleRow[]).filter(isUsable);
  const file = createWriteStream(path);
  for (let number = 0; number < count; number++) {
    const row = rows[number % rows.length];
    const line = row && `${JSON.stringify({ ...pairOf(row, number), ...columns(number) })}\n`;
    if (line !== undefined && !file.write(line)) await once(file, 'drain');
  }
  file.end();
  await once(file, 'finish');
}

/** A few rows of the sample have an empty response, no text, or the same text twice; the import would leave them out. */
function isUsable({ response1, response2 }: SampleRow): boolean {
  const texts = [response1, response2];
  return texts.every((text) => typeof text === 'string' && text.trim() !== '') && response1.trim() !== response2.trim();
}

function pairOf({ instruction, input, response1, response2 }: SampleRow, number: number): object {
  const prompt = [{ role: 'user', content: `${instruction}\n${input}\n(Question ${number + 1})` }];
  const answer = (content: string) => [{ role: 'assistant', content }];
  const domain = domains[number % domains.length] ?? '';
  return { prompt, chosen: answer(response1), rejected: answer(response2), domain };
}
