import { WorkFolder } from './WorkFolder';

/** Runs work that needs a folder beside an output for what is not finished, and removes it however the work ends. */
export async function withWork<T>(out: string, run: (work: WorkFolder) => Promise<T>): Promise<T> {
  const work = await WorkFolder.beside(out);
  try {
    return await run(work);
  } finally {
    await work.remove();
  }
}
