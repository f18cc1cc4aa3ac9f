/** Compares the texts of two responses, away from the page. */
import { expose } from 'comlink';
import { differences } from '../src/differences/differences';
import type { DifferencesContract } from '../src/differences/DifferencesContract';
import { markBlocks } from '../src/differences/markBlocks';

const service: DifferencesContract = {
  differences: async (texts) => differences(texts),
  marks: async (blocks) => markBlocks(blocks),
};
expose(service);
