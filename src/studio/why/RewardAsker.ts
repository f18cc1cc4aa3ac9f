import type { ScoreRequest, ScoreResult } from '../../engine/contract';
import type { Studio } from '../Studio.svelte';
import { isSameModel, type Model } from '../models/Model';

/** The engine scores a data set, which goes first: nothing else is asked of it meanwhile. */
export class EngineBusyError extends Error {
  override name = 'EngineBusyError';
}

type OnResults = (results: readonly ScoreResult[]) => void;

/**
 * Asks the engine for the rewards of texts that no data set holds. Nothing of it is stored; equal texts are run once for as long as
 * the asker lives.
 */
export class RewardAsker {
  readonly #studio: Pick<Studio, 'models' | 'scoring'>;
  /** Results by text, of each model. */
  readonly #known = new Map<string, Map<string, ScoreResult>>();

  constructor(studio: Pick<Studio, 'models' | 'scoring'>) {
    this.#studio = studio;
  }

  /**
   * The results of some texts by a model, which is loaded first where another one is: each told once, those known at once.
   * An abort ends the run after the batch that the engine has begun; what was told stays.
   *
   * @throws EngineBusyError while a data set is scored, an AbortError when it is aborted, and the errors of model and engine.
   */
  async ask(model: Model, requests: readonly ScoreRequest[], onResults: OnResults, signal: AbortSignal): Promise<void> {
    const known = this.#knownOf(model);
    const waiting = new Map<string, ScoreRequest[]>();
    const told: ScoreResult[] = [];
    for (const request of requests) {
      const text = textOf(request);
      const result = known.get(text);
      if (result) told.push({ ...result, id: request.id });
      else waiting.set(text, [...(waiting.get(text) ?? []), request]);
    }
    if (told.length > 0) onResults(told);
    const texts = [...waiting];
    const take: OnResults = (results) => {
      const named = results.flatMap((result) => {
        const [text, asking] = texts[Number(result.id)] ?? ['', []];
        known.set(text, result);
        return asking.map(({ id }) => ({ ...result, id }));
      });
      onResults(named);
    };
    const fresh = texts.flatMap(([, [request]], at) => (request ? [{ ...request, id: String(at) }] : []));
    if (fresh.length > 0) await this.#run(model, fresh, take, signal);
  }

  async #run(model: Model, requests: ScoreRequest[], take: OnResults, signal: AbortSignal): Promise<void> {
    const { models } = this.#studio;
    this.#mayRun(signal);
    await models.ready(model);
    this.#mayRun(signal);
    if (!isSameModel(models.loadedModel, model)) throw new Error('Another model was loaded meanwhile. Try again.');
    const cancel = () => void models.engine.cancel().catch(() => undefined); // a worker that is gone runs no longer
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const { cancelled } = await models.engine.score(requests, ({ results }) => {
        take(results);
        // A run that waited for its turn when it was aborted begins all the same.
        if (signal.aborted) cancel();
      });
      signal.throwIfAborted();
      if (cancelled) throw new Error('The run was ended before all texts had their rewards. Try again.');
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  }

  #mayRun(signal: AbortSignal): void {
    signal.throwIfAborted();
    if (this.#studio.scoring.running)
      throw new EngineBusyError('A data set is being scored. Pause that, or wait until it is done.');
  }

  #knownOf(model: Model): Map<string, ScoreResult> {
    const key = JSON.stringify(model.location);
    const known = this.#known.get(key) ?? new Map<string, ScoreResult>();
    this.#known.set(key, known);
    return known;
  }
}

function textOf({ messages }: ScoreRequest): string {
  return JSON.stringify(messages.map(({ role, content }) => [role, content]));
}
