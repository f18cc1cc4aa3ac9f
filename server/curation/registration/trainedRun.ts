import { readFile, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isJsonObject, type JsonObject } from '../../../src/hub/jsonObject';
import { cardLicence } from '../../../src/engine/checkpoint/origins/cardLicence';
import type { FinalFacts } from '../../../src/curation/final/FinalFacts';
import { ownCard } from '../../../src/curation/final/finalCard';
import { writeDurably } from '../pipeline/durableFile';
import { PipelineError } from '../pipeline/PipelineError';
import type { StageOutput } from '../pipeline/StageOutput';
import type { StepWork } from '../pipeline/Step';
import { dataSetFile } from '../stages/exportStep';
import { textOf } from '../stages/pairRows';

export const cardFile = 'README.md';

/** Settings of a run that the trainer's card leaves out. */
const told = ['epochs', 'max_steps', 'warmup', 'weight_decay', 'clip', 'precision', 'store', 'head'];

type RunFacts = Pick<FinalFacts, 'run' | 'card' | 'base' | 'baseLicence' | 'settings'> & { checkpoint: string };

/** What a training step's run says of itself: its id, its folder, the trainer's card and settings. */
export async function trainedBy(work: StepWork, train: string): Promise<RunFacts> {
  const [row = {}] = await work.sql.all(`select * from ${work.input(train).table}`);
  const [run, checkpoint] = [textOf(row, 'run'), textOf(row, 'checkpoint')];
  if (checkpoint === '') throw new PipelineError(`The step ${train} has no checkpoint folder.`);
  const card = await readFile(join(checkpoint, cardFile), 'utf8').catch(() => null);
  const settings = await settingsOf(dirname(checkpoint));
  const base = typeof settings['model'] === 'string' ? settings['model'] : null;
  return {
    ...{ run, checkpoint, card: card === null ? null : ownCard(card) },
    ...(await baseOf(base)),
    settings: Object.fromEntries(
      told.flatMap((name) => (isSaid(settings[name]) ? [[name, String(settings[name])]] : [])),
    ),
  };
}

function isSaid(value: unknown): value is string | number {
  return typeof value === 'string' || typeof value === 'number';
}

async function settingsOf(run: string): Promise<JsonObject> {
  const text = await readFile(join(run, 'manifest.json'), 'utf8').catch(() => '{}');
  const manifest: unknown = JSON.parse(text);
  const settings = isJsonObject(manifest) ? manifest['settings'] : null;
  return isJsonObject(settings) ? settings : {};
}

/** A hub's name as it is; of a folder only its own name, and the licence that its card states. */
async function baseOf(model: string | null): Promise<Pick<RunFacts, 'base' | 'baseLicence'>> {
  const isFolder = model !== null && (await stat(model).then((found) => found.isDirectory(), () => false)); // prettier-ignore
  if (model === null || !isFolder) return { base: model, baseLicence: null };
  const card = await readFile(join(model, cardFile), 'utf8').catch(() => '');
  return { base: basename(model), baseLicence: cardLicence(card) };
}

/** The data set of an export step by its manifest. */
export function dataSetFacts({ manifest }: StageOutput): FinalFacts['dataSet'] {
  const { key, counts, shards } = manifest;
  const sha256 = shards.find(({ name }) => name === dataSetFile)?.sha256 ?? '';
  const flipped = counts['silver_flipped'] ?? 0;
  return { sha256, key, gold: counts['gold'] ?? 0, silver: (counts['silver'] ?? 0) + flipped, flipped };
}

/** Puts a card into the checkpoint's folder, in place of the one that is there. */
export function placeCard(checkpoint: string, card: string): Promise<void> {
  return writeDurably(join(checkpoint, cardFile), card);
}
