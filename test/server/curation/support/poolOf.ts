import { seededNumbers } from '../../../support/seededNumbers';

/** A row of preference data as files have it. */
export interface PoolLine {
  prompt: string;
  chosen: string;
  rejected: string;
}

/** Pairs whose better response says "good" more often; of a share of them the label is wrong. */
export function poolOf(count: number, seed = 1, wrong = 0.2): PoolLine[] {
  const next = seededNumbers(seed);
  return Array.from({ length: count }, (_, at) => {
    const better = `answer ${at} good ${'good '.repeat(1 + Math.floor(next() * 3))}`.trim();
    const worse = `answer ${at} perhaps${next() < 0.3 ? ' good' : ''}`;
    const isWrong = next() < wrong;
    const prompt = `topic ${Math.floor(next() * 12)}: question number ${at} of seed ${seed}`;
    return { prompt, chosen: isWrong ? worse : better, rejected: isWrong ? better : worse };
  });
}
