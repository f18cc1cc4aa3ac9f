/** A text worker that behaves as its name says. */
import { expose } from 'comlink';
import type { TextContract } from '../../../src/engine/text/TextService';

const behaviour = (globalThis as unknown as { name: string }).name;

const service: TextContract = {
  open: () => Promise.resolve({ maxTokens: null, frozenDate: null }),
  async prepare() {
    if (behaviour === 'crashes')
      setTimeout(() => {
        throw new Error('boom');
      });
    return new Promise(() => undefined);
  },
};

expose(service);
