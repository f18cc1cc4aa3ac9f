import { FileError } from '../../pairs/containers/FileError';
import { sha256OfSource } from '../../pairs/sha256OfSource';
import { itemCount } from './itemCount';
import { ReadScores } from './ReadScores';
import { scoreFileLines } from './scoreFileLines';
import type { ScoresContract } from './ScoresContract';
import { scoresKey } from './scoresKey';
import { ScoresReader } from './ScoresReader';
import type { ScoresStore } from './ScoresStore';

/** The scores worker's side of its contract. */
export function scoresService(openStore: () => Promise<ScoresStore>): ScoresContract {
  let opened: Promise<ScoresStore> | null = null;
  const store = () => (opened ??= openStore().catch(forget));
  const forget = (error: unknown): never => {
    opened = null;
    throw error;
  };
  let read: { key: string; scores: ReadScores } | null = null;

  return {
    async read(file, name, dataSet, onProgress) {
      read = null;
      const reader = new ScoresReader(name, onProgress);
      await reader.readFile(file);
      const index = await (await store()).pairIndex(dataSet);
      await reader.readDataSet(await store(), dataSet, itemCount(index));
      const key = await scoresKey(reader.table);
      const scores = new ReadScores(reader);
      const about = { file: name, bytes: file.size, sha256: await sha256OfSource(file), key };
      const report = scores.report(about, index);
      read = { key, scores };
      return report;
    },
    async keep(key) {
      if (read?.key !== key)
        throw new FileError('The file that was read is not held any more. Choose it again, then keep its rewards.');
      await (await store()).replaceRewards(key, read.scores.pieces(key));
      read = null;
    },
    async remove(key) {
      await (await store()).replaceRewards(key, []);
    },
    async write(dataSet, origin, onProgress) {
      const chunks: string[] = [];
      for await (const chunk of scoreFileLines(await store(), { dataSet, origin, onProgress })) chunks.push(chunk);
      return new Blob(chunks, { type: 'application/jsonl' });
    },
  };
}
