import type { Precision } from '../../engine/contract';
import { precisions } from './precisionWords';

/** How a person wants a stored checkpoint: kept in this browser, one record a checkpoint. */
export interface ModelChoice {
  precision: Precision;
  /** The chat template chosen for a checkpoint without one; null where the checkpoint's own counts. */
  template: string | null;
  /** What each precision's graph takes, as it was said when the checkpoint was added; null where nobody said. */
  graphBytes: Record<Precision, number> | null;
}

/** Whether there is a precision to choose: encoders are small, and run as they are. */
export function hasPrecisions(architecture: string): boolean {
  return !architecture.startsWith('Bert');
}

/** Decoders are kept in 4 bits by default. */
export function defaultPrecision(architecture: string): Precision {
  return hasPrecisions(architecture) ? 'q4' : 'f32';
}

/** A choice as it was kept, or the default where nothing (or something of another shape) was. */
export function readChoice(kept: Partial<ModelChoice> | null, architecture: string): ModelChoice {
  return {
    precision: precisions.find((precision) => precision === kept?.precision) ?? defaultPrecision(architecture),
    template: typeof kept?.template === 'string' ? kept.template : null,
    graphBytes: kept?.graphBytes ?? null,
  };
}
