import { Argument, Option, type Command } from 'commander';
import { join, resolve } from 'node:path';
import { exitCodes } from './CommandError';
import type { CommandSetting } from './CommandSetting';
import { makeCheckpoint } from './makeCheckpoint/makeCheckpoint';
import type { WeightType } from './makeCheckpoint/NormalNumbers';
import { shapes, type ShapeName } from './makeCheckpoint/shapes';
import { wholeNumber } from './modelOptions';
import { ProgressLine } from './ProgressLine';
import { runCommand } from './runCommand';
import { byteWords, durationWords } from './words';

interface MakeFlags {
  layers?: number;
  shards: number;
  dtype: WeightType;
  seed: number;
  vocabulary?: number;
  tokenizer?: string;
}

/** `assay make-checkpoint`: random weights in an official shape, for benches. */
export function addMakeCheckpointCommand(program: Command, setting: CommandSetting): void {
  program
    .command('make-checkpoint')
    .description('write a checkpoint of an official shape with random weights, for benches: it judges nothing')
    .addArgument(new Argument('<shape>', 'which model').choices(Object.keys(shapes)))
    .argument('<out>', 'folder to make')
    .option('--layers <number>', 'layers; those of the shape unless given', wholeNumber(1))
    .option('--shards <number>', 'files that the weights are divided into', wholeNumber(1), 1)
    .addOption(new Option('--dtype <type>', 'type of the weights').choices(['bf16', 'f16', 'f32']).default('bf16'))
    .option('--seed <number>', 'of the random weights', wholeNumber(0), 0)
    .option('--vocabulary <number>', 'rows of the embedding table; those of the shape unless given', wholeNumber(1))
    .option('--tokenizer <folder>', "tokenizer and chat template; the project's small ones unless given")
    .action((shape: ShapeName, out: string, flags: MakeFlags) =>
      runCommand(setting.terminal, false, () => make(shape, resolve(out), flags, setting)),
    );
}

async function make(shape: ShapeName, out: string, flags: MakeFlags, setting: CommandSetting): Promise<number> {
  const line = new ProgressLine(setting.terminal);
  const startedMs = performance.now();
  const { layers = null, vocabulary = null, shards, seed, dtype: type } = flags;
  const tokenizerFolder = flags.tokenizer ?? join(setting.tokenizersFolder, shapes[shape].family);
  try {
    const order = { shape, out, layers, vocabulary, shards, seed, type, tokenizerFolder };
    const bytes = await makeCheckpoint(order, (done, total) =>
      line.show(done, total, `${byteWords(done)} of ${byteWords(total)}`),
    );
    line.end();
    const seconds = (performance.now() - startedMs) / 1000;
    setting.terminal.error(`${out}: ${byteWords(bytes)} of random weights in ${durationWords(seconds)}.\n`);
    return exitCodes.done;
  } finally {
    line.end();
  }
}
