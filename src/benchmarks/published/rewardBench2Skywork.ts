import type { PublishedTable } from './PublishedTable';

/** RewardBench 2 by subset, as the paper of Skywork-Reward-V2 prints it. */
export const rewardBench2Skywork: PublishedTable = {
  benchmark: 'rewardbench2',
  title: 'By subset',
  source: 'Skywork-Reward-V2, arXiv 2507.01352, figure 6',
  unit: 'percent',
  keys: ['factuality', 'precise-if', 'math', 'safety', 'focus', 'ties', 'overall'],
  rows: [
    ['Skywork-Reward-Llama-3.1-8B', [69.9, 42.5, 62.8, 93.3, 96.2, 74.1, 73.1]],
    ['URM-LLama-3.1-8B', [68.8, 45, 63.9, 91.8, 97.6, 76.5, 73.9]],
    ['Skywork-Reward-Gemma-2-27B-v0.2', [76.7, 37.5, 67.2, 96.9, 91.7, 81.8, 75.3]],
    ['claude-3-7-sonnet-20250219', [73.3, 54.4, 75, 90.3, 92.1, 67.2, 75.4]],
    ['Skywork-Reward-Gemma-2-27B', [73.7, 40.3, 70.5, 94.2, 93.2, 82.6, 75.8]],
    ['llama-3.1-70B-Instruct-RM-RB2', [81.3, 41.9, 69.9, 88.4, 86.5, 88.3, 76.1]],
    ['INF-ORM-Llama3.1-70B', [74.1, 41.9, 69.9, 96.4, 90.3, 86.2, 76.5]],
    ['claude-opus-4-20250514', [82.7, 41.9, 74.9, 89.5, 86.2, 83.7, 76.5]],
    ['QRM-Gemma-2-27B', [78.5, 37.2, 69.9, 95.8, 95.4, 83.2, 76.7]],
    ['gemini-2.5-flash-preview-04-17', [65.7, 55.3, 81.1, 90.9, 86.7, 83.4, 77.2]],
    ['LMUnit-llama3.1-70b', [84.6, 48.8, 71.6, 90.7, 97, 90.6, 80.5]],
    ['LMUnit-qwen2.5-72b', [87.2, 54.4, 72.7, 91.3, 96.8, 90.1, 82.1]],
    ['Skywork-Reward-V2-Qwen3-0.6B', [58.2, 40, 71.6, 84.4, 79.4, 34, 61.3]],
    ['Skywork-Reward-V2-Qwen3-1.7B', [65.8, 45, 72.7, 89.1, 88.5, 48.7, 68.3]],
    ['Skywork-Reward-V2-Qwen3-4B', [77.3, 46.2, 73.2, 92.2, 96.6, 67.4, 75.5]],
    ['Skywork-Reward-V2-Qwen3-8B', [79.8, 49.1, 77, 94, 96.4, 72.9, 78.2]],
    ['Skywork-Reward-V2-Llama-3.2-1B', [60.9, 45.6, 59.6, 87.3, 89.3, 43.1, 64.3]],
    ['Skywork-Reward-V2-Llama-3.2-3B', [76.2, 45.6, 69.4, 93.1, 96, 67.7, 74.7]],
    ['Skywork-Reward-V2-Llama-3.1-8B', [84.6, 66.2, 77.6, 96.7, 98.4, 81.2, 84.1]],
    ['Skywork-Reward-V2-Llama-3.1-8B-40M', [87.9, 67.8, 83.1, 97.3, 99.2, 83.9, 86.5]],
  ],
};
