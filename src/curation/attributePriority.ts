/** As the file or a person says it; null or another word: not known. */
export interface PriorityAttributes {
  objectivity: string | null;
  controversiality: string | null;
}

/** The class of objective pairs of low controversy. */
export const mostUrgent = 0;

const ofObjectivity: Record<string, number> = { objective: 0, subjective: 6 };
const ofControversiality: Record<string, number> = { low: 0, medium: 1, high: 2 };

/**
 * In which class a pair is judged, 0 first to 8: objective before unknown before subjective, and within each low before medium
 * before high controversy, where unknown counts as medium. Skywork-Reward-V2 has its annotators begin with objective pairs
 * of low controversiality (arXiv 2507.01352, section on the human protocol); the places of the unknown are ours.
 */
export function attributePriority({ objectivity, controversiality }: PriorityAttributes): number {
  return (ofObjectivity[objectivity ?? ''] ?? 3) + (ofControversiality[controversiality ?? ''] ?? 1);
}
