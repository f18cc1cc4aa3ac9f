/** The second copy of the ledger, in the origin's private file system. */
import { expose } from 'comlink';
import { FolderLedgerCopy } from '../src/store/copy/FolderLedgerCopy';
import { ledgerEvents } from '../src/store/ledgerEvents';
import { openOpfs } from '../src/store/opfs/openOpfs';

expose(new FolderLedgerCopy(() => openOpfs('assay-ledger'), ledgerEvents()));
