/** Reads files of rewards for a data set, stores them, and writes them as score files. */
import { expose } from 'comlink';
import { scoresService } from '../src/rewards/scores/scoresService';
import { openStore } from '../src/store/openStore';

expose(scoresService(() => openStore()));
