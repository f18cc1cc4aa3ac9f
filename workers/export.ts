/** Looks through what is to leave, and writes it into the origin's private file system. */
import { expose } from 'comlink';
import { FetchSource } from '../src/engine/checkpoint/FetchSource';
import { storedSource } from '../src/engine/checkpoint/storedSource';
import type { FileFolder } from '../src/engine/files/FileFolder';
import { openTokenCounter } from '../src/engine/text/openTokenCounter';
import type { TokenizerChoice } from '../src/pairs/export/contract';
import { exportService } from '../src/pairs/export/exportService';
import { openExportStore } from '../src/store/openExportStore';
import { openOpfs } from '../src/store/opfs/openOpfs';
import { openScratch } from '../src/store/opfs/openScratch';
import { startTextWorker } from './startTextWorker';

let scratch: Promise<FileFolder> | null = null;

async function openTokenizer(choice: TokenizerChoice) {
  if (choice.kind === 'url')
    return openTokenCounter(new FetchSource(choice.base, () => undefined), null, startTextWorker);
  const source = await storedSource(await openOpfs(), choice.digest);
  return openTokenCounter(source, choice.template, startTextWorker);
}

function openFolder(): Promise<FileFolder> {
  return (scratch ??= openScratch().catch((error: unknown) => {
    scratch = null;
    throw error;
  }));
}

expose(exportService({ openStore: () => openExportStore(), openFolder, openTokenizer }));
