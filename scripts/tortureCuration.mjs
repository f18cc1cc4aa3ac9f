/**
 * `npm run torture:curation [-- --kills N --seed S]`: one plan, killed again and again at random moments. The last line says how many kills
 * there were, how many data sets were not those of an undisturbed run, and how many calls were paid twice.
 */
import { parseArgs } from 'node:util';
import { importTypeScript } from './importTypeScript.mjs';
import { installWhenStale, requireNode } from './installWhenStale.mjs';

async function main() {
  requireNode();
  const { values } = parseArgs({
    options: { kills: { type: 'string', default: '200' }, seed: { type: 'string', default: '1' } },
  });
  installWhenStale();
  const { killPipeline } = await importTypeScript('test/server/curation/support/killPipeline.ts');
  const report = (/** @type {string} */ words) => console.log(words);
  const counts = await killPipeline(Number(values.kills), Number(values.seed), 300, report);
  console.log(JSON.stringify(counts));
  return counts.different + counts.paidTwice === 0 ? 0 : 1;
}

process.exitCode = await main();
