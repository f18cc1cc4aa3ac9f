import type { DeviceFigures } from '../../engine/contract';
import type { Store } from '../../store/Store';
import { messageOf } from '../parts/format';
import type { Models } from './Models.svelte';
import type { Scoring } from './Scoring.svelte';

/** Figures of one measurement, and when it was. */
export interface Measured {
  at: string;
  figures: DeviceFigures;
}

const figuresSetting = 'device-figures';

/** Measures how quickly this device runs a reward model's layers. The last figures are kept. */
export class Measuring {
  running = $state(false);
  last = $state.raw<Measured | null>(null);
  error = $state<string | null>(null);
  readonly #store: Store;
  readonly #models: Models;
  readonly #scoring: Scoring;

  constructor(store: Store, models: Models, scoring: Scoring) {
    this.#store = store;
    this.#models = models;
    this.#scoring = scoring;
  }

  async restore(): Promise<void> {
    this.last ??= await this.#store.setting<Measured>(figuresSetting);
  }

  /** Runs the measurement. Scoring pauses for it and the loaded model leaves; a failure stands in `error`. */
  async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    this.error = null;
    try {
      await this.#scoring.pause();
      this.#models.forgetLoaded();
      const figures = await this.#models.engine.measure();
      // A load that was under way when it began is gone with it.
      this.#models.forgetLoaded();
      this.last = { at: new Date().toISOString(), figures };
      await this.#store.putSetting(figuresSetting, this.last);
    } catch (error) {
      this.error = messageOf(error);
    } finally {
      this.running = false;
    }
  }
}

/** Pairs an hour where both texts of a pair have this length and share nothing. Shared prompts make it more. */
export function pairsPerHour({ tokens, perS }: { tokens: number; perS: number }): number {
  return (3600 * perS) / (2 * tokens);
}
