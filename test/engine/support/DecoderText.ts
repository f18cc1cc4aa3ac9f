import type { Precision, ScoreRequest } from '../../../src/engine/contract';

/** What PyTorch gives for one text, at each precision of the matrices. */
export interface DecoderText {
  name: string;
  messages: ScoreRequest['messages'] | null;
  promptLength: number;
  ids: number[];
  reward: Record<Precision, number>;
  hidden: number[];
}
