import { disputedPairs } from '../../src/verdicts/people/disputedPairs';
import { judgedByPeople } from '../../src/verdicts/people/JudgedByPeople';
import type { ProjectFold } from '../readModels/ProjectFold';
import type { TaskBoard } from './TaskBoard';

/** The pairs of a task on whose outcome people differ and that nobody has decided, in the order of their ids. */
export function disputedIn(fold: ProjectFold, board: TaskBoard): string[] {
  const judged = judgedByPeople(fold.labels, (pair) => board.rowOf(pair) !== null);
  return disputedPairs(judged).map(({ pair }) => pair);
}
