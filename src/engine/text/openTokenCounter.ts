import { planModel } from '../architectures/architectures';
import { configFile } from '../architectures/configFields';
import type { CheckpointSource } from '../checkpoint/CheckpointSource';
import { readJsonObject } from '../checkpoint/readJson';
import { requireFile } from '../checkpoint/requireFile';
import type { ScoreRequest } from '../contract';
import { openTexts } from './openTexts';
import { wholeLength, type TextSource } from './TextSource';

/** A conversation that waits for its length. */
interface Asked {
  messages: ScoreRequest['messages'];
  resolve(tokens: number): void;
  reject(error: unknown): void;
}

/** The tokens of conversations as a checkpoint reads them, its chat template included. */
export class TokenCounter {
  readonly #texts: TextSource;
  #waiting: Asked[] = [];

  constructor(texts: TextSource) {
    this.#texts = texts;
  }

  /**
   * Calls of one turn go to the tokenizer together.
   * @throws RefusedConversationError (by its name) where the template refuses the conversation
   */
  count(messages: ScoreRequest['messages']): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ messages, resolve, reject });
      if (this.#waiting.length === 1) queueMicrotask(() => void this.#ask());
    });
  }

  close(): void {
    this.#texts.close();
  }

  async #ask(): Promise<void> {
    const asked = this.#waiting;
    this.#waiting = [];
    try {
      await this.#count(asked);
    } catch {
      // One conversation that is refused takes the others of its call with it: each by itself, then.
      await Promise.all(asked.map((one) => this.#count([one]).catch(one.reject)));
    }
  }

  async #count(asked: readonly Asked[]): Promise<void> {
    const requests = asked.map(({ messages }, at) => ({
      id: String(at),
      messages: messages.map(spoken),
      promptLength: 0,
    }));
    for (const { texts } of await this.#texts.prepare(requests))
      for (const text of texts) for (const at of text.requests) asked[at]?.resolve(wholeLength(text));
  }
}

/** Reasoning that stands apart is not rendered, as when a model scores. */
function spoken({ role, content }: ScoreRequest['messages'][number]): ScoreRequest['messages'][number] {
  return { role, content };
}

/**
 * Opens the tokenizer of a checkpoint; no weights are read.
 * @param template a chat template that a person chose for a checkpoint without one; null where its own counts
 * @param startWorker starts `workers/text`; null counts in this thread
 * @throws MissingTemplateError, CheckpointError that names the file at fault
 */
export async function openTokenCounter(
  source: CheckpointSource,
  template: string | null,
  startWorker: (() => Worker) | null,
): Promise<TokenCounter> {
  const { plan } = planModel(readJsonObject(configFile, await requireFile(source, configFile)));
  const { textRule: rule, vocabulary } = plan;
  const { texts } = await openTexts(source, vocabulary, { rule, padId: null, template, startWorker });
  return new TokenCounter(texts);
}
