/** The subsets as the data name them, with the items of the complete benchmark. */
export const rewardBench2Subsets = [
  { name: 'Factuality', key: 'factuality', items: 475 },
  { name: 'Precise IF', key: 'precise-if', items: 160 },
  { name: 'Math', key: 'math', items: 183 },
  { name: 'Safety', key: 'safety', items: 450 },
  { name: 'Focus', key: 'focus', items: 495 },
  { name: 'Ties', key: 'ties', items: 102 },
];

/** The one subset whose items have several right responses. */
export const tiesSubset = 'Ties';
