import { proxy, wrap, type Remote } from 'comlink';
import viewUrl from '../../../workers/view?worker&url';
import type { ViewContract } from '../../pairs/view/ViewContract';
import { startTrustedWorker } from '../startTrustedWorker';

/**
 * The worker that looks over all pairs, started when it is first needed. What is open in it is gone when it breaks: every call
 * then says so, until the page is loaded again.
 */
export class ViewWorker implements ViewContract {
  #remote: Remote<ViewContract> | null = null;
  #broken: Promise<never> | null = null;

  open: ViewContract['open'] = (...given) => this.#call((remote) => remote.open(...given));
  close: ViewContract['close'] = (...given) => this.#call((remote) => remote.close(...given));
  columns: ViewContract['columns'] = (...given) => this.#call((remote) => remote.columns(...given));
  rewards: ViewContract['rewards'] = (...given) => this.#call((remote) => remote.rewards(...given));
  take: ViewContract['take'] = (...given) => this.#call((remote) => remote.take(...given));
  select: ViewContract['select'] = (...given) => this.#call((remote) => remote.select(...given));
  count: ViewContract['count'] = (...given) => this.#call((remote) => remote.count(...given));
  accuracy: ViewContract['accuracy'] = (...given) => this.#call((remote) => remote.accuracy(...given));
  queue: ViewContract['queue'] = (...given) => this.#call((remote) => remote.queue(...given));
  stopSearch: ViewContract['stopSearch'] = (...given) => this.#call((remote) => remote.stopSearch(...given));
  endSearch: ViewContract['endSearch'] = (...given) => this.#call((remote) => remote.endSearch(...given));
  previews: ViewContract['previews'] = (...given) => this.#call((remote) => remote.previews(...given));
  coverage: ViewContract['coverage'] = (...given) => this.#call((remote) => remote.coverage(...given));
  parity: ViewContract['parity'] = (...given) => this.#call((remote) => remote.parity(...given));
  among: ViewContract['among'] = (...given) => this.#call((remote) => remote.among(...given));
  summary: ViewContract['summary'] = (...given) => this.#call((remote) => remote.summary(...given));
  search: ViewContract['search'] = (dataSet, text, words, onProgress) =>
    this.#call((remote) => remote.search(dataSet, text, words, proxy(onProgress)));

  #call<Result>(verb: (remote: Remote<ViewContract>) => Promise<Result>): Promise<Result> {
    this.#remote ??= this.#start();
    const answer = verb(this.#remote);
    return this.#broken ? Promise.race([answer, this.#broken]) : answer;
  }

  #start(): Remote<ViewContract> {
    const worker = startTrustedWorker(viewUrl, 'view');
    this.#broken = new Promise((_, reject) => {
      worker.addEventListener('error', (event) => {
        event.preventDefault();
        const reason = event.message ? ` (${event.message})` : '';
        reject(new Error(`The worker that looks over the pairs broke${reason}. Reload the page and try again.`));
      });
    });
    // Told to the calls that wait for it, and to nobody else.
    this.#broken.catch(() => undefined);
    return wrap<ViewContract>(worker);
  }
}
