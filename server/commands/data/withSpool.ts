import { SpooledItems } from './SpooledItems';
import { WorkFolder } from './WorkFolder';

/** Runs work that needs a file for items and a folder for what is not finished, both beside an output, and removes them. */
export async function withSpool<T>(
  out: string,
  run: (spool: SpooledItems, work: WorkFolder) => Promise<T>,
): Promise<T> {
  const work = await WorkFolder.beside(out);
  try {
    const spool = await SpooledItems.create(work.file('items'));
    return await run(spool, work).finally(() => spool.close());
  } finally {
    await work.remove();
  }
}
