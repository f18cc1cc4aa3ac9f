import { canonicalJson } from '../../pairs/canonicalJson';
import { sha256Hex } from '../../pairs/sha256Hex';

/** A turn of what is sent to a language model. */
export interface PromptMessage {
  role: 'system' | 'user';
  content: string;
}

/** How a model draws its answers. */
export interface Sampling {
  temperature: number;
  topP: number;
  /** Tokens of an answer, at most. */
  maxTokens: number;
}

/** One sample that is asked for. */
export interface SampleRequest {
  model: string;
  /** Which version of the model: the same name may stand for another model tomorrow. */
  revision: string;
  messages: readonly PromptMessage[];
  sampling: Sampling;
  seed: number;
  /** Which of the samples, from 0. */
  index: number;
}

/** The key under which an answer is kept (sha256, hex): what is the same request is never paid twice. */
export function requestKey({ model, revision, messages, sampling, seed, index }: SampleRequest): string {
  return sha256Hex(canonicalJson({ model, revision, messages, sampling, seed, index }));
}
