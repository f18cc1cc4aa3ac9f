import { writeFile } from 'node:fs/promises';
import { seededNumbers } from '../../test/support/seededNumbers';

/** The id of a pair, in the data and in the score files. */
export function pairName(number: number): string {
  return `pair-${String(number)}`;
}

/**
 * Writes the rewards of a made model by id, chosen before rejected: what all models see alike, and the model's own noise. The
 * models are right in 70 to 90 of 100 pairs, each with a scale of its own.
 */
export async function writeScoreFile(path: string, pairs: number, model: number): Promise<void> {
  const [common, own] = [seededNumbers(1), seededNumbers(100 + model)];
  const normal = (random: () => number) => 2 * (random() + random() + random() + random() - 2);
  const lines = Array.from({ length: pairs }, (_, number) => {
    const margin = (1 + model) * (normal(common) + (0.4 + 0.3 * model) * normal(own) + 0.9);
    const level = normal(own);
    return `${JSON.stringify({ id: pairName(number), rewards: [level + margin / 2, level - margin / 2] })}\n`;
  });
  await writeFile(path, lines.join(''));
}
