/**
 * Copies the data of benchmarks that may ship to `public/benchmarks/`: `node scripts/refresh-benchmarks.mjs DIR`. DIR has the
 * folders judgebench, rm-bench and llmbar with the sources' own files. They are taken byte by byte, so that a report names
 * their digests. The GPT-4o split of JudgeBench is among the samples already. Then run test/benchmarks/shipped.test.ts.
 */
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

const target = new URL('../public/benchmarks/', import.meta.url).pathname;

const files = {
  'judgebench/claude-3-5-sonnet.jsonl': 'judgebench/dataset=judgebench,response_model=claude-3-5-sonnet-20240620.jsonl',
  'rm-bench/chat_filtered.json': 'rm-bench/chat_filtered.json',
  'rm-bench/code_filtered.json': 'rm-bench/code_filtered.json',
  'rm-bench/safety-refuse_filtered.json': 'rm-bench/safety-refuse_filtered.json',
  'rm-bench/safety-response_filtered.json': 'rm-bench/safety-response_filtered.json',
  'llmbar/natural.json': 'llmbar/LLMBar/Natural/dataset.json',
  'llmbar/neighbor.json': 'llmbar/LLMBar/Adversarial/Neighbor/dataset.json',
  'llmbar/gptinst.json': 'llmbar/LLMBar/Adversarial/GPTInst/dataset.json',
  'llmbar/gptout.json': 'llmbar/LLMBar/Adversarial/GPTOut/dataset.json',
  'llmbar/manual.json': 'llmbar/LLMBar/Adversarial/Manual/dataset.json',
};

const folder = process.argv[2];
if (folder === undefined) {
  console.error('Give the folder with the source files: node scripts/refresh-benchmarks.mjs DIR');
  process.exit(2);
}
for (const [to, from] of Object.entries(files)) {
  mkdirSync(dirname(join(target, to)), { recursive: true });
  copyFileSync(join(folder, from), join(target, to));
}
