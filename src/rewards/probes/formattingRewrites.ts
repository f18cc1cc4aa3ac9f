import { rewrites } from './rewrites';

/** The rewrites that change looks and not a word, in their order. */
export const formattingRewrites = rewrites.filter(({ formattingOnly }) => formattingOnly);
