import type { Board, BoardTraining } from '../../curation/board/Board';

/** A model of a plan in the making, or how it was made. */
export interface NamedTraining {
  /** Names it in the page. */
  key: string;
  title: string;
  training: BoardTraining;
}

/** All models of a plan that were or are trained, in their order. */
export function trainings({ iterations, final }: Pick<Board, 'iterations' | 'final'>): NamedTraining[] {
  const made = iterations.flatMap(({ iteration, training }) =>
    training ? [{ key: String(iteration), title: `Model of iteration ${iteration}`, training }] : [],
  );
  return final?.training ? [...made, { key: 'final', title: 'Final model', training: final.training }] : made;
}
