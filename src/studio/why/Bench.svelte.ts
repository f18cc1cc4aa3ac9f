import type { ScoreResult } from '../../engine/contract';
import type { Message } from '../../pairs/Message';
import type { PairToJudge } from '../../pairs/PairToJudge';
import type { Rewrite, RewriteOptions } from '../../rewards/probes/Rewrite';
import type { Model } from '../models/Model';
import { messageOf } from '../parts/format';
import type { RewardAsker } from './RewardAsker';
import { requestOf } from './requestOf';

/** A keystroke is waited for so long before the model is asked: shorter than people notice, longer than a held key's repeat. */
const pauseMs = 60;

/** Rewards of both responses in canonical order; null while they are not known. */
type Rewards = readonly [number | null, number | null];

const unknown: Rewards = [null, null];

/**
 * A pair whose responses are changed to see what becomes of the rewards. Of each response the assistant's last turn can be changed.
 * Nothing of it is stored.
 */
export class Bench {
  /** The text of each response's last turn, as it stands now. */
  texts = $state.raw<readonly [string, string]>(['', '']);
  before = $state.raw<Rewards>(unknown);
  now = $state.raw<Rewards>(unknown);
  busy = $state(false);
  error = $state<string | null>(null);
  /** From the last change to its rewards, in milliseconds, without the pause that is kept while a person types. */
  tookMs = $state<number | null>(null);
  readonly originals: readonly [string, string];
  readonly #pair: PairToJudge;
  readonly #asker: RewardAsker;
  #model: Model;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: AbortController | null = null;
  /** The newest wish while an older one is being ended. */
  #isWanted = false;
  #asking: Promise<void> | null = null;

  constructor(pair: PairToJudge, model: Model, asker: RewardAsker) {
    this.#pair = pair;
    this.#model = model;
    this.#asker = asker;
    this.originals = [lastTurn(pair.first.messages), lastTurn(pair.second.messages)];
    this.texts = this.originals;
  }

  /** Asks another model from now on. */
  use(model: Model): Promise<void> {
    this.#model = model;
    this.before = this.now = unknown;
    return this.#ask();
  }

  /** Takes a response's new text, and asks for its reward once no more keys come. */
  write(side: 0 | 1, text: string): void {
    this.texts = side === 0 ? [text, this.texts[1]] : [this.texts[0], text];
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#ask(), pauseMs);
  }

  /** Rewrites some responses; tells which of them changed. */
  rewrite(sides: readonly (0 | 1)[], rewrite: Rewrite, options: RewriteOptions): (0 | 1)[] {
    const changed = sides.filter((side) => {
      const text = rewrite.apply(this.texts[side], options);
      const isChanged = text !== this.texts[side];
      if (isChanged) this.texts = side === 0 ? [text, this.texts[1]] : [this.texts[0], text];
      return isChanged;
    });
    if (changed.length > 0) void this.#ask();
    return changed;
  }

  restore(side: 0 | 1): void {
    this.texts = side === 0 ? [this.originals[0], this.texts[1]] : [this.texts[0], this.originals[1]];
    void this.#ask();
  }

  /** Asks for whatever is not known of the texts as they stand. Never rejects. */
  start(): Promise<void> {
    return this.#ask();
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#isWanted = false;
    this.#running?.abort();
  }

  /** The newest texts count: a run for older ones is ended, and what it still tells is not shown. */
  #ask(): Promise<void> {
    clearTimeout(this.#timer);
    this.#isWanted = true;
    this.#running?.abort();
    this.#asking ??= this.#askAll().finally(() => (this.#asking = null));
    return this.#asking;
  }

  async #askAll(): Promise<void> {
    this.busy = true;
    while (this.#isWanted) {
      this.#isWanted = false;
      await this.#askOnce();
    }
    this.busy = false;
  }

  async #askOnce(): Promise<void> {
    const { signal } = (this.#running = new AbortController());
    const begun = performance.now();
    const { texts } = this;
    const found = new Map<string, number | null>();
    const take = (results: readonly ScoreResult[]) => {
      for (const result of results) found.set(result.id, result.kind === 'reward' ? result.reward : null);
    };
    try {
      await this.#asker.ask(this.#model, this.#requests(texts), take, signal);
      if (texts !== this.texts) return;
      this.before = [found.get('before 0') ?? null, found.get('before 1') ?? null];
      this.now = [found.get('now 0') ?? null, found.get('now 1') ?? null];
      this.tookMs = performance.now() - begun;
      this.error = found.size > 0 && [...found.values()].includes(null) ? withoutReward : null;
    } catch (error) {
      if (!signal.aborted) this.error = messageOf(error);
    } finally {
      this.#running = null;
    }
  }

  #requests([first, second]: readonly [string, string]) {
    const { prompt, first: one, second: other } = this.#pair;
    return [
      requestOf('before 0', prompt, one.messages),
      requestOf('before 1', prompt, other.messages),
      requestOf('now 0', prompt, withLastTurn(one.messages, first)),
      requestOf('now 1', prompt, withLastTurn(other.messages, second)),
    ];
  }
}

const withoutReward = 'A text is longer than the model takes, or the model gives it no finite reward.';

function placeOfLastTurn(messages: readonly Message[]): number {
  return messages.findLastIndex(({ role }) => role === 'assistant');
}

function lastTurn(messages: readonly Message[]): string {
  return messages[placeOfLastTurn(messages)]?.content ?? '';
}

/** A response with its last turn's text replaced; one without such a turn is followed by it. */
function withLastTurn(messages: readonly Message[], content: string): Message[] {
  const place = placeOfLastTurn(messages);
  if (place < 0) return content === '' ? [...messages] : [...messages, { role: 'assistant', content }];
  return messages.map((message, at) => (at === place ? { ...message, content } : message));
}
