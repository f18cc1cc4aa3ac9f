/** The store of checkpoints, over the origin's private file system. */
import { expose } from 'comlink';
import { CheckpointStore } from '../src/engine/checkpoint/CheckpointStore';
import { openOpfs } from '../src/store/opfs/openOpfs';
import { storageSpace } from '../src/store/opfs/storageSpace';

expose(new CheckpointStore(() => openOpfs(), { space: storageSpace }));
