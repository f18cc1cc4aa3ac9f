import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openCommittee } from '../../../src/rewards/compare/openCommittee';
import { madeIndex } from '../madeIndex';

/** What scipy, scikit-learn and statsmodels say of one model (`trainer/compare_reference.py`). */
export interface ReferenceModel {
  mean: number;
  deviation: number;
  scale: number;
  right: number;
  wilson: [number, number];
  brier: number;
  logLoss: number;
  auc: number;
  bins: { pairs: number; confidence: number; right: number }[];
  ece: number;
  temperature: number;
  eceAfter: number;
  logLossAfter: number;
  length: number;
  lengthInterval: [number, number];
  slope: number;
  label: number;
  lengthLabel: number;
  labelGivenLength: number;
  lengthGivenLabel: number;
}

export interface ReferenceTwo {
  a: number;
  b: number;
  same: number;
  flips: number;
  kappa: number;
  errorKappa: number;
  correlation: number;
}

interface ReferenceCommittee {
  first: (number | null)[][];
  second: number[][];
  labels: number[];
  firstLengths: number[];
  secondLengths: number[];
  compared: number;
  models: ReferenceModel[];
  twos: ReferenceTwo[];
}

const file = fileURLToPath(new URL('../../files/compare/random.json', import.meta.url));

export const referenceCommittees = JSON.parse(readFileSync(file, 'utf8')) as ReferenceCommittee[];

/** The committee of a reference case. */
export function openedReference({ first, second, labels, firstLengths, secondLengths }: ReferenceCommittee) {
  const index = {
    ...madeIndex(labels.map((label) => ({ label }))),
    firstLengths: Uint32Array.from(firstLengths),
    secondLengths: Uint32Array.from(secondLengths),
  };
  const models = first.map((rewards, at) => ({
    key: `model ${String(at)}`,
    first: Float64Array.from(rewards, (reward) => reward ?? NaN),
    second: Float64Array.from(second[at] ?? []),
  }));
  return openCommittee(index, models);
}
