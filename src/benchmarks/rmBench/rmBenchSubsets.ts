/** The files of RM-Bench. The two of safety are one domain. */
export const rmBenchSubsets = ['chat', 'math', 'code', 'safety-refuse', 'safety-response'] as const;

/** Items of the complete benchmark. */
export const rmBenchCounts: ReadonlyMap<string, number> = new Map([
  ['chat', 129],
  ['math', 529],
  ['code', 228],
  ['safety-refuse', 284],
  ['safety-response', 157],
]);

/** The domains, each with its subsets. */
export const rmBenchDomains = [
  { key: 'chat', title: 'Chat', subsets: ['chat'] },
  { key: 'math', title: 'Math', subsets: ['math'] },
  { key: 'code', title: 'Code', subsets: ['code'] },
  { key: 'safety', title: 'Safety', subsets: ['safety-refuse', 'safety-response'] },
];
