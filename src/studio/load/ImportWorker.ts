import type { ImportContract } from '../../pairs/contract';
import type { HubContract } from '../../pairs/sources/HubDataSet';
import importUrl from '../../../workers/import?worker&url';
import { startTrustedWorker } from '../startTrustedWorker';
import { TypedWorker } from '../TypedWorker';

/** The import worker, started when it is first needed and started again after it broke or was ended. */
export class ImportWorker extends TypedWorker<ImportContract & HubContract> {
  constructor(start: () => Worker = () => startTrustedWorker(importUrl, 'import')) {
    super('import', start);
  }
}
