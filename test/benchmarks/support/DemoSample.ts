/**
 * What the demo model gave a few items of each benchmark that ships, by `assay benchmark` on Node (`expected.json` in
 * `test/files/benchmarks/demo-sample`): rewards by item, and the figures of these.
 */
export type DemoSample = Record<string, { figures: Record<string, number | null>; rewards: Record<string, number[]> }>;

/** Kernels of other machines sum in other orders. */
export const rewardTolerance = 2e-3;

/** The files of each benchmark, by the names that reports give them. */
export const demoSampleFiles: Record<string, string[]> = {
  judgebench: ['judgebench.jsonl'],
  'rm-bench': ['rm-bench/chat_filtered.json'],
  rewardbench: ['LLMBar/Natural/dataset.json'],
};
