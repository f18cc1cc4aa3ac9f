import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { projectRoot } from '../scripts/program.mjs';
import { weightFile } from '../src/engine/checkpoint/checkpointFiles';
import { measureChromium } from './convert/measureChromium';
import { measureNode } from './convert/measureNode';
import type { BenchFields, BenchOptions } from './support/Bench';
import { madeCheckpoint } from './support/madeCheckpoint';
import { median } from './support/median';

/** A checkpoint of 0.6B parameters in bf16 to 4 bits, in Node and in Chromium, beside merely copying it. */
export async function run({ quick }: BenchOptions): Promise<BenchFields> {
  const checkpoint = await madeCheckpoint(projectRoot, {
    layers: quick ? 2 : null,
    vocabulary: quick ? 16_384 : null,
  });
  const megabytes = (await stat(join(checkpoint, weightFile))).size / 1e6;
  const rounds = quick ? 1 : 5;
  const node = await measureNode(projectRoot, checkpoint, rounds + 1);
  const chromium = await measureChromium(projectRoot, checkpoint, rounds + 1);
  return fieldsOf(megabytes, node.slice(1), chromium.rounds.slice(1), chromium.storeS);
}

function fieldsOf(
  megabytes: number,
  node: Awaited<ReturnType<typeof measureNode>>,
  chromium: Awaited<ReturnType<typeof measureChromium>>['rounds'],
  storeS: number,
): BenchFields {
  const nodeS = median(node.map(({ seconds }) => seconds));
  const chromiumS = median(chromium.map(({ seconds }) => seconds));
  const rendererPeaks = chromium.flatMap(({ peakRssMb }) => peakRssMb ?? []);
  return {
    checkpoint_mb: megabytes,
    chromium_s: chromiumS,
    chromium_mb_per_s: megabytes / chromiumS,
    chromium_copy_s: median(chromium.map(({ copyS }) => copyS)),
    store_s: storeS,
    peak_heap_mb: Math.max(...chromium.map(({ peakHeapMb }) => peakHeapMb)),
    peak_rss_mb: rendererPeaks.length > 0 ? Math.max(...rendererPeaks) : null,
    node_s: nodeS,
    node_mb_per_s: megabytes / nodeS,
    node_processor_s: median(node.map(({ processorS }) => processorS)),
    node_peak_rss_mb: Math.max(...node.map(({ peakRssMb }) => peakRssMb)),
    copy_s: median(node.map(({ copyS }) => copyS)),
    rounds: node.length,
  };
}
