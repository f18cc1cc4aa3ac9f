import { WorkFolder } from './WorkFolder';

/** Runs work that needs a folder for what is not finished, and removes it however the work ends. @param stem of its path */
export async function withWork<T>(stem: string, run: (work: WorkFolder) => Promise<T>): Promise<T> {
  const work = await WorkFolder.make(stem);
  try {
    return await run(work);
  } finally {
    await work.remove();
  }
}
