import { proxy, wrap, type Remote } from 'comlink';
import compareUrl from '../../../workers/compare?worker&url';
import type { CompareContract } from '../../rewards/compare/CompareContract';
import { startTrustedWorker } from '../startTrustedWorker';

/** The worker that compares models, started when it is first needed and ended with the room (`end`). */
export class CompareWorker implements CompareContract {
  #worker: Worker | null = null;
  #remote: Remote<CompareContract> | null = null;
  #broken: Promise<never> | null = null;
  #fail: (reason: Error) => void = () => undefined;

  open: CompareContract['open'] = (...given) => this.#call((remote) => remote.open(...given));
  close: CompareContract['close'] = (...given) => this.#call((remote) => remote.close(...given));
  take: CompareContract['take'] = (...given) => this.#call((remote) => remote.take(...given));
  views: CompareContract['views'] = (...given) => this.#call((remote) => remote.views(...given));
  rows: CompareContract['rows'] = (...given) => this.#call((remote) => remote.rows(...given));
  selected: CompareContract['selected'] = (...given) => this.#call((remote) => remote.selected(...given));
  points: CompareContract['points'] = (...given) => this.#call((remote) => remote.points(...given));
  stopTexts: CompareContract['stopTexts'] = (...given) => this.#call((remote) => remote.stopTexts(...given));
  readTexts: CompareContract['readTexts'] = (onProgress) => this.#call((remote) => remote.readTexts(proxy(onProgress)));

  /** Ends the worker and what runs in it; the next call starts another, in which nothing is open. */
  end(): void {
    this.#worker?.terminate();
    this.#fail(new Error('The comparison was ended. Open the room again.'));
    this.#worker = this.#remote = this.#broken = null;
  }

  #call<Result>(verb: (remote: Remote<CompareContract>) => Promise<Result>): Promise<Result> {
    this.#remote ??= this.#start();
    const answer = verb(this.#remote);
    return this.#broken ? Promise.race([answer, this.#broken]) : answer;
  }

  #start(): Remote<CompareContract> {
    const worker = (this.#worker = startTrustedWorker(compareUrl, 'compare'));
    this.#broken = new Promise((_, reject) => (this.#fail = reject));
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      const reason = event.message ? ` (${event.message})` : '';
      this.#fail(new Error(`The worker that compares models broke${reason}. Open the room again.`));
    });
    // Told to the calls that wait for it, and to nobody else.
    this.#broken.catch(() => undefined);
    return wrap<CompareContract>(worker);
  }
}
