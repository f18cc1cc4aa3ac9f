/** Where the official data lie on the Hugging Face hub, by benchmark; RMB is in its repository on GitHub alone. */
export const hubDataSets: Readonly<Record<string, readonly string[]>> = {
  rewardbench: ['allenai/reward-bench'],
  rewardbench2: ['allenai/reward-bench-2'],
  'ppe-preference': ['lmarena-ai/PPE-Human-Preference-V1'],
  'ppe-correctness': [
    'lmarena-ai/PPE-MMLU-Pro-Best-of-K',
    'lmarena-ai/PPE-MATH-Best-of-K',
    'lmarena-ai/PPE-GPQA-Best-of-K',
    'lmarena-ai/PPE-MBPP-Plus-Best-of-K',
    'lmarena-ai/PPE-IFEval-Best-of-K',
  ],
  rmb: [],
  'rm-bench': ['THU-KEG/RM-Bench'],
  judgebench: ['ScalerLab/JudgeBench'],
};
