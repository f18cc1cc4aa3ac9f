/** A worker that starts the text worker inside itself, as the engine's worker does. */
import { expose } from 'comlink';
import textUrl from '../../../workers/text?worker&url';
import type { ScoreRequest } from '../../../src/engine/contract';
import type { TextSettings } from '../../../src/engine/text/openTextFiles';
import type { TextFile } from '../../../src/engine/text/textFiles';
import { TextWorkerClient } from '../../../src/engine/text/TextWorkerClient';

expose({
  async prepare(files: TextFile[], settings: TextSettings, requests: ScoreRequest[]) {
    const client = new TextWorkerClient(() => new Worker(textUrl, { type: 'module', name: 'text' }));
    await client.open(files, settings);
    return client.prepare(requests);
  },
});
