import type { ScoreRequest, ScoreResult } from '../../../../src/engine/contract';
import type { OpenModel } from '../../../engine/openModel';
import type { Conversation, RewardAnswer, RewardMachine } from '../RewardMachine';

/** The engine's rewards are raw logits by construction, and its graph is checked as it loads: there is nothing to check at start. */
export class EngineRewards implements RewardMachine {
  readonly id: string;

  constructor(private readonly model: OpenModel) {
    this.id = `engine:${model.checkpoint.rewardsKey}${model.template === null ? '' : `:${model.template}`}`;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  async rewards(conversations: readonly Conversation[], signal: AbortSignal): Promise<RewardAnswer[]> {
    const answers = new Array<RewardAnswer>(conversations.length);
    const stop = () => void this.model.engine.cancel();
    signal.addEventListener('abort', stop, { once: true });
    try {
      await this.model.engine.score(conversations.map(requestOf), ({ results }) => {
        for (const result of results) answers[Number(result.id)] = answerOf(result);
      });
    } finally {
      signal.removeEventListener('abort', stop);
    }
    signal.throwIfAborted();
    return answers;
  }

  close(): Promise<void> {
    return this.model.engine.release();
  }
}

/** A conversation as the engine reads it; its id is its place. */
export function requestOf({ prompt, response }: Conversation, place: number): ScoreRequest {
  const messages = [...prompt, ...response].map(({ role, content }) => ({ role, content }));
  return { id: String(place), messages, promptLength: prompt.length };
}

function answerOf(result: ScoreResult): RewardAnswer {
  if (result.kind === 'reward') return { reward: result.reward };
  if (result.kind === 'not_finite') return { reason: `the model gave ${result.arrived}` };
  return { reason: `${result.tokens} tokens are more than the ${result.maxTokens} that the model takes` };
}
