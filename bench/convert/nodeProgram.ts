/** `node nodeProgram.js CHECKPOINT OUT`: one conversion in a process of its own. Prints a `NodeConversion`. */
import { FolderSource } from '../../src/engine/checkpoint/stored/FolderSource';
import { NodeFolder } from '../../server/NodeFolder';
import { convertCheckpoint } from './convertCheckpoint';

export interface NodeConversion {
  seconds: number;
  /** The process's largest resident memory, Node itself included. */
  peakRssMb: number;
  /** Seconds of all threads. */
  processorS: number;
}

async function main(checkpoint: string, out: string): Promise<NodeConversion> {
  const folder = await NodeFolder.open(checkpoint);
  const source = new FolderSource(folder.name, folder);
  const seconds = await convertCheckpoint(source, await NodeFolder.open(out));
  await source.close();
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  return { seconds, peakRssMb: maxRSS / 1000, processorS: (userCPUTime + systemCPUTime) / 1e6 };
}

const [checkpoint = '', out = ''] = process.argv.slice(2);
process.stdout.write(JSON.stringify(await main(checkpoint, out)));
