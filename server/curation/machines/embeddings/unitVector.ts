import { MachineError } from '../MachineError';

/**
 * A vector brought to length 1, of the width that the plan states.
 * @throws MachineError where it has another width, holds what is no number, or is zero
 */
export function unitVector(machine: string, vector: Float32Array, width: number): Float32Array {
  if (vector.length !== width)
    throw new MachineError(
      `${machine} gives vectors of ${vector.length} numbers where the plan states ${width}: vectors of two widths cannot be compared. ` +
        `State its width, or ask it for ${width} dimensions.`,
    );
  const length = Math.hypot(...vector);
  if (!(length > 0 && Number.isFinite(length)))
    throw new MachineError(`${machine} gave a vector of length ${length}: it has no direction.`);
  return vector.map((value) => value / length);
}
