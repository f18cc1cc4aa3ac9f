import type { BoardFigure, BoardTraining } from './Board';

/** Figures of a training that a board keeps: more would not be seen, and every one is sent whenever something changes. */
export const mostFigures = 120;

/** A line of a run's metrics, as the trainer writes it: what it is called and what it counted. */
export interface TrainingEvent {
  /** ISO 8601. */
  at: string;
  step?: number | undefined;
  steps?: number | undefined;
  [figure: string]: unknown;
}

/** A training of which nothing is known but its run's id. */
export function newTraining(run: string): BoardTraining {
  return { run, phase: 'waiting', startedAt: null, hours: 0, step: null, steps: null, figures: [] };
}

/**
 * A training after one more line. A step that is told again (after a kill, or to an observer that has come back) takes the place of
 * what was said of it.
 */
export function afterEvent(training: BoardTraining, event: TrainingEvent): BoardTraining {
  const step = event.step ?? training.step;
  const startedAt = training.startedAt ?? event.at;
  const told = {
    ...training,
    ...{ startedAt, hours: hoursBetween(startedAt, event.at) },
    ...{ step, steps: event.steps ?? training.steps },
  };
  const [loss, goldAccuracy] = [numberIn(event, 'loss'), numberIn(event, 'eval_accuracy')];
  if (step === null || event.step === undefined || (loss === null && goldAccuracy === null)) return told;
  const before = training.figures.filter((figure) => figure.step < step);
  const same = training.figures.find((figure) => figure.step === step);
  const figure = {
    step,
    loss: loss ?? same?.loss ?? null,
    goldAccuracy: goldAccuracy ?? same?.goldAccuracy ?? null,
  };
  return { ...told, figures: thinned([...before, figure]) };
}

/** By the trainer's own clock; 0 where it was put back. */
function hoursBetween(from: string, to: string): number {
  const hours = (Date.parse(to) - Date.parse(from)) / 3_600_000;
  return hours > 0 ? hours : 0;
}

function numberIn(event: TrainingEvent, name: string): number | null {
  const value = event[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Every second of the figures without gold accuracy goes, then every second of the others; the last stays. */
function thinned(figures: BoardFigure[]): BoardFigure[] {
  if (figures.length <= mostFigures) return figures;
  const last = figures.length - 1;
  const plain = figures.filter((figure, at) => at === last || figure.goldAccuracy !== null || at % 2 === 0);
  return plain.length <= mostFigures ? plain : figures.filter((_, at) => at === last || at % 2 === 0);
}
