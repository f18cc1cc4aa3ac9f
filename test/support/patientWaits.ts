import { vi } from 'vitest';

/** A second, which is usual, is too little on a machine that runs several browsers; what is there is not waited for longer. */
const timeout = 15_000;

const { waitFor } = vi;
vi.waitFor = (callback, options) => waitFor(callback, typeof options === 'number' ? options : { timeout, ...options });
