import type { OpenModel } from '../../../engine/openModel';
import type { EmbeddingMachine } from '../EmbeddingMachine';
import { MachineError } from '../MachineError';
import { unitVector } from './unitVector';

/** The pooled state before a model's head, as the built-in engine gives it: a text is one turn of a user. */
export class EngineEmbeddings implements EmbeddingMachine {
  readonly id: string;
  readonly width: number;

  constructor(private readonly model: OpenModel) {
    this.id = `engine-hidden:${model.checkpoint.rewardsKey}`;
    this.width = model.checkpoint.width;
  }

  start(): Promise<void> {
    return Promise.resolve();
  }

  async embed(texts: readonly string[], signal: AbortSignal): Promise<Float32Array[]> {
    signal.throwIfAborted();
    const requests = texts.map((content, at) => ({
      id: String(at),
      messages: [{ role: 'user', content }],
      promptLength: 1,
    }));
    const states = await this.model.engine.hidden(requests);
    return states.map((state, at) => {
      if (state === null)
        throw new MachineError(`${this.id} takes ${this.model.checkpoint.maxTokens} tokens, and text ${at} has more.`);
      return unitVector(this.id, state, this.width);
    });
  }

  close(): Promise<void> {
    return this.model.engine.release();
  }
}
