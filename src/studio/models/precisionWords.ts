import type { Precision } from '../../engine/contract';

export const precisions: readonly Precision[] = ['q4', 'q8', 'f16', 'f32'];

/** The precisions' names on the screens. */
export const precisionWords: Record<Precision, string> = {
  q4: '4-bit',
  q8: '8-bit',
  f16: '16-bit float',
  f32: '32-bit float',
};
