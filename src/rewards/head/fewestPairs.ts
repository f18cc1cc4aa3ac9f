/** Fewer pairs than this are not refitted: a fold would be a handful. */
export const fewestPairs = 20;
