import { openStore } from '../../src/store/openStore';
import { madeItems } from './storeHelpers';

/** Begins an import and never ends it: what a tab does that is killed. */
self.onmessage = async ({ data }: MessageEvent<{ name: string; dataSet: string }>) => {
  const store = await openStore(data.name);
  await store.appendItems(data.dataSet, 0, madeItems(10));
  self.postMessage('began');
};
