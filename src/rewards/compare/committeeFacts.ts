import type { Committee, CommitteeModel } from './Committee';
import type { CommitteeFacts, ModelFacts } from './CompareContract';

/** What is the same for every selection. */
export function committeeFacts(committee: Committee, textsRead: boolean): CommitteeFacts {
  let labelled = 0;
  for (let place = 0; place < committee.length; place++) if (committee.isLabelled(place)) labelled++;
  return {
    pairs: committee.columns.places.length,
    compared: committee.length,
    labelled,
    models: committee.models.map(modelFacts),
    slices: committee.facets.map(({ name, options }) => ({
      facet: name,
      options: options.map(({ kind, value }) => ({ kind, value })),
    })),
    textsRead,
  };
}

function modelFacts({ key, scored, margins, scale }: CommitteeModel): ModelFacts {
  const facts = { key, scored, scale, isConstant: scale === 0 };
  if (margins.length === 0) return { ...facts, mean: null, deviation: null };
  const mean = margins.reduce((sum, margin) => sum + margin, 0) / margins.length;
  const squares = margins.reduce((sum, margin) => sum + (margin - mean) ** 2, 0);
  return { ...facts, mean, deviation: Math.sqrt(squares / margins.length) };
}
