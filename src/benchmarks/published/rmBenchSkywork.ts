import type { PublishedTable } from './PublishedTable';

/** RM-Bench by difficulty. Of figure 5 only the models of the paper itself: its other rows contradict table 1. */
export const rmBenchSkywork: PublishedTable = {
  benchmark: 'rm-bench',
  title: 'By difficulty',
  source: 'Skywork-Reward-V2, arXiv 2507.01352, figure 5',
  unit: 'percent',
  keys: ['easy', 'normal', 'hard', 'total'],
  rows: [
    ['Skywork-Reward-V2-Qwen3-0.6B', [90.3, 78, 54.8, 74.4]],
    ['Skywork-Reward-V2-Qwen3-1.7B', [93, 83.4, 59.7, 78.7]],
    ['Skywork-Reward-V2-Qwen3-4B', [92.1, 84.7, 67.9, 81.6]],
    ['Skywork-Reward-V2-Qwen3-8B', [91.9, 85.7, 70.1, 82.6]],
    ['Skywork-Reward-V2-Llama-3.2-1B', [91.3, 79.9, 57.8, 76.3]],
    ['Skywork-Reward-V2-Llama-3.2-3B', [91.5, 84.1, 67.8, 81.1]],
    ['Skywork-Reward-V2-Llama-3.1-8B', [97, 95, 86.5, 92.8]],
    ['Skywork-Reward-V2-Llama-3.1-8B-40M', [97.6, 96.9, 93.5, 96]],
  ],
};
