/** Exchanges verdict events with the server that the studio comes from. */
import { expose } from 'comlink';
import { httpLink } from '../src/sync/httpLink';
import { SyncService } from '../src/sync/SyncService';

expose(new SyncService(httpLink()));
