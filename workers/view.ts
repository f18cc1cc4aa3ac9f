/** Looks over all pairs of a data set, in memory that the page sees too where the browser isolates it. */
import { expose } from 'comlink';
import { ViewService } from '../src/pairs/view/ViewService';
import { openStore } from '../src/store/openStore';

const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));
expose(new ViewService({ openStore: () => openStore(), isShared: globalThis.crossOriginIsolated, breathe }));
