import { expose } from 'comlink';
import { importService } from '../src/pairs/importService';
import { openStore } from '../src/store/openStore';

expose(importService(() => openStore()));
