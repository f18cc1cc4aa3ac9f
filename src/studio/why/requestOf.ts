import type { ScoreRequest } from '../../engine/contract';
import type { Message } from '../../pairs/Message';

/** A prompt and a response as the engine takes them: without reasoning, as data sets are scored. */
export function requestOf(id: string, prompt: readonly Message[], response: readonly Message[]): ScoreRequest {
  const messages = [...prompt, ...response].map(({ role, content }) => ({ role, content }));
  return { id, messages, promptLength: prompt.length };
}
