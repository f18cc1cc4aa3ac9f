/** Compares a committee of models on all pairs of a data set. */
import { expose } from 'comlink';
import { CompareService } from '../src/rewards/compare/CompareService';
import { openStore } from '../src/store/openStore';

const breathe = () => new Promise<void>((resolve) => setTimeout(resolve));
expose(new CompareService({ openStore: () => openStore(), breathe }));
