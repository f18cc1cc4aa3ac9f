/** Refits heads on judged pairs. */
import { expose } from 'comlink';
import { refitService } from '../src/rewards/head/refitService';

expose(refitService());
