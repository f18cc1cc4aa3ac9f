/** The categories, by how the `source` of their items begins. */
export const judgeBenchCategories = [
  { key: 'knowledge', title: 'Knowledge', prefix: 'mmlu-pro' },
  { key: 'reasoning', title: 'Reasoning', prefix: 'livebench-reasoning' },
  { key: 'math', title: 'Math', prefix: 'livebench-math' },
  { key: 'coding', title: 'Coding', prefix: 'livecodebench' },
];

/** The two published splits, by the model whose responses are compared; items by category. */
export const judgeBenchSplits = [
  { key: 'gpt-4o', title: 'GPT-4o', model: 'gpt-4o-2024-05-13', counts: [154, 98, 56, 42] },
  {
    key: 'claude-3-5-sonnet',
    title: 'Claude 3.5 Sonnet',
    model: 'claude-3-5-sonnet-20240620',
    counts: [154, 51, 34, 31],
  },
];
