import { isJsonObject, type JsonObject } from '../checkpoint/readJson';
import { positiveField, refuseField } from './configFields';

/** Rotary positions: the angle of each pair of a head's numbers per position, in radians. */
export interface Rope {
  /** `[headSize / 2]` */
  frequencies: readonly number[];
}

/**
 * Reads the rotary settings: `rope_parameters` (transformers 5) or `rope_theta` with `rope_scaling` (before). The types
 * "default", "linear" and "llama3" are followed, as transformers' modeling_rope_utils computes them; any other is refused.
 * @throws CheckpointError
 */
export function readRope(config: JsonObject, headSize: number): Rope {
  const parameters = config['rope_parameters'];
  const scaling = isJsonObject(parameters) ? parameters : (config['rope_scaling'] ?? {});
  if (!isJsonObject(scaling)) return refuseField(config, 'rope_scaling', 'must be an object or null');
  const owner = scaling['rope_theta'] === undefined ? config : scaling;
  const theta = owner['rope_theta'] === undefined ? 10_000 : positiveField(owner, 'rope_theta');
  const plain = Array.from({ length: headSize / 2 }, (_, pair) => theta ** (-(2 * pair) / headSize));
  const type = scaling['rope_type'] ?? scaling['type'] ?? 'default';
  if (type === 'default') return { frequencies: plain };
  if (type === 'linear') {
    const factor = positiveField(scaling, 'factor');
    return { frequencies: plain.map((frequency) => frequency / factor) };
  }
  if (type === 'llama3') return { frequencies: plain.map(llama3Scaling(scaling)) };
  return refuseField(scaling, 'rope_type', 'must be "default", "linear" or "llama3"');
}

/** Long waves are stretched by `factor`, short ones kept, those between blended (Llama 3.1's rule). */
function llama3Scaling(scaling: JsonObject): (frequency: number) => number {
  const factor = positiveField(scaling, 'factor');
  const low = positiveField(scaling, 'low_freq_factor');
  const high = positiveField(scaling, 'high_freq_factor');
  const original = positiveField(scaling, 'original_max_position_embeddings');
  return (frequency) => {
    const wave = (2 * Math.PI) / frequency;
    if (wave > original / low) return frequency / factor;
    if (wave < original / high) return frequency;
    const smooth = (original / wave - low) / (high - low);
    return ((1 - smooth) * frequency) / factor + smooth * frequency;
  };
}

/** Cosines (or sines) of all positions, `[positions, headSize / 2]`. */
export function rotaryTable(
  { frequencies }: Rope,
  positions: number,
  wave: (angle: number) => number,
): Float32Array<ArrayBuffer> {
  const table = new Float32Array(positions * frequencies.length);
  // transformers multiplies in 32-bit floats; at thousands of positions the difference would show.
  const rounded = Float32Array.from(frequencies);
  for (let position = 0; position < positions; position += 1)
    for (let pair = 0; pair < rounded.length; pair += 1)
      table[position * rounded.length + pair] = wave(Math.fround(position * (rounded[pair] as number)));
  return table;
}
