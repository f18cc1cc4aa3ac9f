/** The four blocks of RMB with their items. */
export const rmbBlocks = [
  { key: 'pair/helpfulness', title: 'Pairs, helpfulness', items: 10_067 },
  { key: 'pair/harmlessness', title: 'Pairs, harmlessness', items: 7_064 },
  { key: 'bon/helpfulness', title: 'Best of N, helpfulness', items: 2_109 },
  { key: 'bon/harmlessness', title: 'Best of N, harmlessness', items: 1_677 },
];
