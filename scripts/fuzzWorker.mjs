/** One process of `npm run fuzz`: makes and checks the files of the seeds that it is sent. */
import { importTypeScript } from './importTypeScript.mjs';

const { madeFile } = await importTypeScript('test/fuzz/madeFile.ts');
const { checkFile } = await importTypeScript('test/fuzz/checkFile.ts');

let seed = 0;
// A promise that nobody waits for ends the process, unless its seed is told.
process.on('unhandledRejection', (error) => {
  const reason = `nobody waits for: ${error instanceof Error ? error.stack : String(error)}`;
  process.send?.({ seed, failure: { kind: 'crash', reason }, isDone: false });
});

process.on('disconnect', () => process.exit());

process.on('message', async (/** @type {{ from: number, to: number }} */ { from, to }) => {
  for (seed = from; seed < to; seed++) {
    process.send?.({ seed, failure: null, isDone: false });
    const failure = await checkFile(madeFile(seed));
    process.send?.({ seed, failure, isDone: true });
  }
  process.send?.('finished');
});
