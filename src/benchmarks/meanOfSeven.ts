/** The seven benchmarks of the paper of Skywork-Reward-V2, in the order of its table. */
export const sevenNames = [
  'rewardbench',
  'rewardbench2',
  'ppe-preference',
  'ppe-correctness',
  'rmb',
  'rm-bench',
  'judgebench',
] as const;

export type SevenName = (typeof sevenNames)[number];

/** A model's headline figures of the seven benchmarks, shares from 0 to 1. */
export type SevenFigures = Partial<Record<SevenName, { value: number; isPartial: boolean }>>;

/** The plain mean of all seven; null unless every one is there and complete. `missing` names those that are not. */
export function meanOfSeven(figures: SevenFigures): { mean: number | null; missing: SevenName[] } {
  const missing = sevenNames.filter((name) => figures[name]?.isPartial !== false);
  if (missing.length > 0) return { mean: null, missing };
  const sum = sevenNames.reduce((total, name) => total + (figures[name]?.value ?? NaN), 0);
  return { mean: sum / sevenNames.length, missing };
}
