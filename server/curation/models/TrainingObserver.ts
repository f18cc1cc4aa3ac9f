import type { RunEvent } from '../../training/RunEvent';
import type { RunStatus } from '../../training/RunStatus';
import type { ModelPurpose } from './ModelMaker';

/** A training that a step waits for. */
export interface ObservedTraining {
  /** The run's id; the label of the step that waits is known to who asked. */
  run: string;
  purpose: ModelPurpose;
}

/** Told of trainings as they go, for people to see: nothing that comes of a training depends on it, and it must not throw. */
export interface TrainingObserver {
  /** What the engine has made of the run: at its submission, whenever that changes, and at its end. */
  phase(training: ObservedTraining, phase: RunStatus['phase']): void;
  /** A line of the run's metrics, from its first in order; a run that is found again tells all of its lines again. */
  event(training: ObservedTraining, event: RunEvent): void;
}

/** Nobody looks. */
export const noObserver: TrainingObserver = { phase: () => undefined, event: () => undefined };
