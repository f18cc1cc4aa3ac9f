/**
 * Writes the samples of `public/samples/` from the files of their sources: `node scripts/refresh-samples.mjs DIR`. DIR has the
 * folders mt-bench-human, pandalm, llmbar, judgebench and rm-bench with the sources' own files. Rows are taken as they are;
 * where a source is too large, every n-th row. Then run the sample test: it holds `src/pairs/samples.ts` against the files.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const target = new URL('../public/samples/', import.meta.url).pathname;

/** Never from llmbar/Processed (sets of others without a licence), never the safety files of rm-bench (harmful texts). */
const sources = [
  { file: 'mt-bench-human.jsonl', from: ['mt-bench-human', 'mt_bench_human_votes.derived.jsonl'], every: 7 },
  { file: 'pandalm.json', from: ['pandalm', 'testset-v1.json'], every: 1 },
  { file: 'llmbar-natural.json', from: ['llmbar', 'LLMBar', 'Natural', 'dataset.json'], every: 1 },
  { file: 'llmbar-neighbor.json', from: ['llmbar', 'LLMBar', 'Adversarial', 'Neighbor', 'dataset.json'], every: 1 },
  { file: 'llmbar-gptinst.json', from: ['llmbar', 'LLMBar', 'Adversarial', 'GPTInst', 'dataset.json'], every: 1 },
  { file: 'llmbar-gptout.json', from: ['llmbar', 'LLMBar', 'Adversarial', 'GPTOut', 'dataset.json'], every: 1 },
  { file: 'llmbar-manual.json', from: ['llmbar', 'LLMBar', 'Adversarial', 'Manual', 'dataset.json'], every: 1 },
  {
    file: 'judgebench-gpt-4o.jsonl',
    from: ['judgebench', 'dataset=judgebench,response_model=gpt-4o-2024-05-13.jsonl'],
    every: 1,
  },
  { file: 'rm-bench-chat.json', from: ['rm-bench', 'chat_filtered.json'], every: 1 },
  { file: 'rm-bench-code.json', from: ['rm-bench', 'code_filtered.json'], every: 5 },
];

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Give the folder with the source files: node scripts/refresh-samples.mjs DIR');
  process.exit(2);
}
mkdirSync(target, { recursive: true });
for (const { file, from, every } of sources) {
  const text = readFileSync(join(folder, ...from), 'utf8');
  const sample = everyNth(text, file.endsWith('.jsonl'), every);
  writeFileSync(join(target, file), sample);
  console.log(`${file}: ${Buffer.byteLength(sample)} bytes`);
}

/**
 * Every n-th row, in the shape of its source: lines stay lines, a list stays a list with one row a line.
 * @param {string} text
 * @param {boolean} isLines
 * @param {number} every
 */
function everyNth(text, isLines, every) {
  /** @type {string[]} */
  const rows = isLines
    ? text.split('\n').filter((line) => line.trim() !== '')
    : JSON.parse(text).map((/** @type {unknown} */ row) => JSON.stringify(row));
  const taken = rows.filter((_, at) => at % every === 0);
  return isLines ? `${taken.join('\n')}\n` : `[\n${taken.join(',\n')}\n]\n`;
}
