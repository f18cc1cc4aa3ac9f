import type { PublishedTable } from './PublishedTable';

/** JudgeBench by category, GPT-4o split: the mean is that of the four categories. */
export const judgeBenchSkywork: PublishedTable = {
  benchmark: 'judgebench',
  title: 'By category, GPT-4o split',
  source: 'Skywork-Reward-V2, arXiv 2507.01352, table 2',
  unit: 'percent',
  keys: [
    'gpt-4o/knowledge/two_orders',
    'gpt-4o/reasoning/two_orders',
    'gpt-4o/math/two_orders',
    'gpt-4o/coding/two_orders',
    'gpt-4o/macro/two_orders',
  ],
  rows: [
    ['GPT-4o', [50.6, 54.1, 75, 59.5, 59.8]],
    ['Claude-3.5-Sonnet', [62.3, 66.3, 66.1, 64.3, 64.8]],
    ['DeepSeek-R1', [59.1, 82.7, 80.4, 92.9, 78.8]],
    ['o1-preview', [66.2, 79.6, 85.7, 85.7, 79.3]],
    ['o3-mini', [58.4, 62.2, 82.1, 78.6, 70.3]],
    ['o3-mini (low)', [63, 69.4, 83.4, 83.3, 74.8]],
    ['o3-mini (medium)', [62.3, 86.7, 85.7, 92.9, 81.9]],
    ['o3-mini (high)', [67.5, 89.8, 87.5, 100, 86.2]],
    ['Skywork-Reward-V2-Qwen3-0.6B', [62.3, 66.3, 82.1, 59.5, 67.6]],
    ['Skywork-Reward-V2-Qwen3-1.7B', [66.9, 69.4, 83.9, 71.4, 72.9]],
    ['Skywork-Reward-V2-Qwen3-4B', [66.9, 64.3, 80.4, 66.7, 69.5]],
    ['Skywork-Reward-V2-Qwen3-8B', [70.1, 67.3, 82.1, 73.8, 73.4]],
    ['Skywork-Reward-V2-Llama-3.2-1B', [61, 66.3, 73.2, 59.5, 65]],
    ['Skywork-Reward-V2-Llama-3.2-3B', [64.3, 65.3, 87.5, 59.5, 69.2]],
    ['Skywork-Reward-V2-Llama-3.1-8B', [76.6, 75.5, 89.3, 78.6, 80]],
    ['Skywork-Reward-V2-Llama-3.1-8B-40M', [79.9, 78.6, 89.3, 85.7, 83.4]],
  ],
};
