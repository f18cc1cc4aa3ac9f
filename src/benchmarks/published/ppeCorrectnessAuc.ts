import type { PublishedTable } from './PublishedTable';

/** ROC AUC on PPE Correctness, from its authors. */
export const ppeCorrectnessAuc: PublishedTable = {
  benchmark: 'ppe-correctness',
  title: 'ROC AUC',
  source: 'PPE, Frick et al. 2024',
  unit: 'share',
  keys: ['mmlu-pro/auc', 'math/auc', 'gpqa/auc', 'mbpp-plus/auc', 'ifeval/auc', 'auc'],
  rows: [
    ['Athene-RM-70B', [0.792, 0.76, 0.603, 0.661, 0.594, 0.682]],
    ['Internlm2-20B-reward', [0.677, 0.691, 0.562, 0.574, 0.595, 0.62]],
    ['Llama-3-offsetbias-RM-8B', [0.631, 0.617, 0.541, 0.71, 0.594, 0.619]],
    ['Athene-RM-8B', [0.683, 0.673, 0.56, 0.602, 0.556, 0.615]],
    ['Nemotron-4-340B-Reward', [0.704, 0.66, 0.57, 0.506, 0.587, 0.605]],
    ['Skywork-Reward-Llama-3.1-8B', [0.663, 0.678, 0.56, 0.523, 0.586, 0.602]],
    ['Internlm2-7B-Reward', [0.665, 0.718, 0.558, 0.464, 0.605, 0.602]],
    ['ArmoRM-Llama3-8B-v0.1', [0.678, 0.659, 0.549, 0.538, 0.573, 0.599]],
    ['Starling-RM-34B', [0.683, 0.621, 0.547, 0.534, 0.536, 0.584]],
    ['Eurus-RM-7B', [0.627, 0.665, 0.521, 0.537, 0.554, 0.581]],
    ['Skywork-Reward-Gemma-2-27B', [0.542, 0.582, 0.506, 0.572, 0.536, 0.547]],
    ['Internlm2-1-8B-Reward', [0.561, 0.587, 0.538, 0.462, 0.538, 0.537]],
    ['Starling-RM-7B-Alpha', [0.547, 0.527, 0.506, 0.4, 0.519, 0.5]],
    ['NaiveVerbosityModel', [0.495, 0.528, 0.506, 0.33, 0.511, 0.474]],
  ],
};
