import type { PublishedTable } from './PublishedTable';

/** Accuracy on PPE Correctness, from its authors. */
export const ppeCorrectnessAccuracy: PublishedTable = {
  benchmark: 'ppe-correctness',
  title: 'Accuracy',
  source: 'PPE, Frick et al. 2024',
  unit: 'share',
  keys: ['mmlu-pro/accuracy', 'math/accuracy', 'gpqa/accuracy', 'mbpp-plus/accuracy', 'ifeval/accuracy', 'accuracy'],
  rows: [
    ['Athene-RM-70B', [0.77, 0.79, 0.59, 0.68, 0.62, 0.69]],
    ['Claude 3.5 (ArenaHard)†', [0.81, 0.86, 0.63, 0.54, 0.58, 0.68]],
    ['Llama-3-OffsetBias-RM-8B', [0.62, 0.68, 0.55, 0.74, 0.62, 0.64]],
    ['GPT-4o-mini (ArenaHard)†', [0.71, 0.81, 0.57, 0.54, 0.56, 0.63]],
    ['Llama-3.1-70B (ArenaHard)†', [0.73, 0.73, 0.56, 0.58, 0.56, 0.63]],
    ['internLM2-20B-Reward', [0.68, 0.7, 0.57, 0.58, 0.62, 0.63]],
    ['Athene-RM-8B', [0.68, 0.71, 0.55, 0.62, 0.57, 0.62]],
    ['ArmoRM-Llama3-8B-v0.1', [0.66, 0.71, 0.57, 0.54, 0.58, 0.61]],
    ['Skywork-Reward-Llama-3.1-8B', [0.64, 0.7, 0.57, 0.52, 0.61, 0.61]],
    ['Nemotron-4-340B-Reward', [0.7, 0.65, 0.57, 0.49, 0.63, 0.61]],
    ['internLM2-7B-Reward', [0.67, 0.73, 0.55, 0.44, 0.64, 0.6]],
    ['Llama-3.1-70B (Alpaca)†', [0.66, 0.66, 0.56, 0.52, 0.56, 0.59]],
    ['Claude 3.5 (Alpaca)†', [0.66, 0.63, 0.56, 0.52, 0.57, 0.59]],
    ['Skywork-Reward-Gemma-2-27B', [0.54, 0.63, 0.53, 0.59, 0.54, 0.56]],
    ['GPT-4o-mini (Alpaca)†', [0.57, 0.64, 0.53, 0.52, 0.56, 0.56]],
    ['NaiveVerbosityModel', [0.48, 0.5, 0.48, 0.31, 0.52, 0.46]],
  ],
};
