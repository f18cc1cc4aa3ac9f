import differencesUrl from '../../../workers/differences?worker&url';
import type { DifferencesContract } from '../../differences/DifferencesContract';
import { startTrustedWorker } from '../startTrustedWorker';
import { TypedWorker } from '../TypedWorker';

const worker = new TypedWorker<DifferencesContract>('comparing', () =>
  startTrustedWorker(differencesUrl, 'differences'),
);

/** The worker that compares texts, started when a pair first needs it. */
export const differencesWorker: DifferencesContract = {
  differences: (texts) => worker.call((remote) => remote.differences(texts)),
  marks: (blocks) => worker.call((remote) => remote.marks(blocks)),
};
