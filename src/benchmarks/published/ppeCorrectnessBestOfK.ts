import type { PublishedTable } from './PublishedTable';

/** Best of K, highest on PPE Correctness, from its authors. */
export const ppeCorrectnessBestOfK: PublishedTable = {
  benchmark: 'ppe-correctness',
  title: 'Best of K, highest',
  source: 'PPE, Frick et al. 2024',
  unit: 'share',
  keys: ['mmlu-pro/max', 'math/max', 'gpqa/max', 'mbpp-plus/max', 'ifeval/max', 'max'],
  rows: [
    ['Athene-RM-70B', [0.761, 0.607, 0.499, 0.748, 0.633, 0.65]],
    ['InternLM2-20B-Reward', [0.673, 0.538, 0.471, 0.654, 0.652, 0.598]],
    ['Llama-3-Offsetbias-RM-8B', [0.59, 0.481, 0.45, 0.819, 0.646, 0.597]],
    ['Athene-RM-8B', [0.656, 0.517, 0.459, 0.675, 0.586, 0.579]],
    ['Nemotron-4-340B-Reward', [0.697, 0.499, 0.484, 0.567, 0.623, 0.574]],
    ['InternLm2-7B-Reward', [0.638, 0.552, 0.457, 0.562, 0.658, 0.573]],
    ['ArmoRM-Llama3-8B-v0.1', [0.654, 0.508, 0.47, 0.602, 0.601, 0.567]],
    ['Skywork-Reward-Llama-3.1-8B', [0.641, 0.5, 0.468, 0.581, 0.639, 0.566]],
    ['Starling-RM-34B', [0.651, 0.476, 0.453, 0.634, 0.569, 0.557]],
    ['Eurus-RM-7B', [0.607, 0.516, 0.438, 0.59, 0.594, 0.549]],
    ['Skywork-Reward-Gemma-2-27B', [0.55, 0.462, 0.447, 0.691, 0.583, 0.547]],
    ['InternLM2-1-8B-Reward', [0.538, 0.411, 0.451, 0.572, 0.581, 0.51]],
    ['Starling-RM-7B-Alpha', [0.562, 0.409, 0.433, 0.559, 0.564, 0.505]],
    ['NaiveVerbosityModel', [0.487, 0.349, 0.42, 0.568, 0.539, 0.473]],
  ],
};
