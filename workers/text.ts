/** Chat template and tokenizer in a thread of their own, ahead of the engine that started it. */
import { expose, transfer } from 'comlink';
import { TextService } from '../src/engine/text/TextService';

expose(new TextService(transfer));
