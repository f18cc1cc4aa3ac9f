import type { PublishedTable } from './PublishedTable';

/** Best-of-N of RMB, as the paper of Skywork-Reward-V2 prints it. */
export const rmbBestOfN: PublishedTable = {
  benchmark: 'rmb',
  title: 'Best of N',
  source: 'Skywork-Reward-V2, arXiv 2507.01352, table 3',
  unit: 'percent',
  keys: ['bon/helpfulness', 'bon/harmlessness', 'bon'],
  rows: [
    ['Skywork-Reward-Llama-3.1-8B-v0.2', [60.5, 56.8, 58.7]],
    ['Skywork-Reward-Gemma-2-27B-v0.2', [63.1, 59.9, 61.5]],
    ['DeepSeek-GRM-27B', [63.9, 58, 61]],
    ['DeepSeek-GRM-27B + MetaRM', [64.2, 58, 61.1]],
    ['RM-R1-DeepSeek-Distill-Qwen-32B', [62, 61.8, 61.9]],
    ['RM-R1-Qwen-Instruct-32B', [63.6, 68.2, 65.9]],
    ['Qwen2-72B-Instruct', [64.5, 64.9, 64.7]],
    ['GPT-4o-2024-05-03', [63.9, 68.2, 66.1]],
    ['Skywork-Reward-V2-Qwen3-0.6B', [68.4, 69.1, 68.8]],
    ['Skywork-Reward-V2-Qwen3-1.7B', [72, 72.2, 72.1]],
    ['Skywork-Reward-V2-Qwen3-4B', [74.7, 75.1, 74.9]],
    ['Skywork-Reward-V2-Qwen3-8B', [76.5, 75.8, 76.2]],
    ['Skywork-Reward-V2-Llama-3.2-1B', [68, 73.2, 70.6]],
    ['Skywork-Reward-V2-Llama-3.2-3B', [74.4, 76.2, 75.3]],
    ['Skywork-Reward-V2-Llama-3.1-8B', [82.3, 82.8, 82.6]],
    ['Skywork-Reward-V2-Llama-3.1-8B-40M', [86.2, 86.6, 86.4]],
  ],
};
