/**
 * UTF-16 units of a response that the rules read: about 60,000 English words. Of a longer one they read the beginning, and the
 * screen says so.
 */
export const longestCompared = 400_000;
