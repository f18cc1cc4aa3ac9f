import textUrl from './text?worker&url';

/** Starts the worker that tokenises beside an engine's worker, as its child: it ends with it. */
export function startTextWorker(): Worker {
  return new Worker(textUrl, { type: 'module', name: 'text' });
}
