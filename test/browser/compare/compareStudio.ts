import { vi } from 'vitest';
import { idAt } from '../../../src/pairs/idBytes';
import { labelCodes } from '../../../src/pairs/PairIndex';
import type { RewardRow } from '../../../src/rewards/RewardRow';
import { seededNumbers } from '../../support/seededNumbers';
import { openStudio, type OpenStudio } from '../load/openStudio';

/** No column of this name is a category, of which some want evidence for gold. */
const topics = ['chat', 'code', 'math', 'safety', 'writing'];

/** Pairs of texts of different lengths, some with markdown, on five topics. */
export function pairsFile(name: string, rows: number): File {
  const random = seededNumbers(11);
  const words = (count: number) => Array.from({ length: count }, (_, at) => `word${String(at % 9)}`).join(' ');
  const lines = Array.from({ length: rows }, (_, row) => {
    const [one, other] = [5 + Math.floor(random() * 60), 5 + Math.floor(random() * 50)];
    const list = random() < 0.3 ? '\n\n- one\n- two\n- **three**' : '';
    return JSON.stringify({
      prompt: `Question ${String(row)} of ${name}: ${words(4)}?`,
      chosen: `Yes ${String(row)}. ${words(one)}${list}`,
      rejected: `No ${String(row)}. ${words(other)}`,
      topic: topics[Math.floor(random() * topics.length)],
    });
  });
  return new File([lines.join('\n')], name);
}

export interface MadeModel {
  key: string;
  title: string;
  /** Of the noise beside what all models see alike, and what is added to every margin towards the label. */
  noise: number;
  lift: number;
  /** The share of pairs, from the first, that it has scored. */
  scored?: number;
  /** It gives every response the same reward. */
  constant?: boolean;
}

export const threeModels: MadeModel[] = [
  { key: 'made-one', title: 'Small model', noise: 0.9, lift: 1.1 },
  { key: 'made-two', title: 'Large model', noise: 0.5, lift: 1.5 },
  { key: 'made-three', title: 'From a file', noise: 1.4, lift: 0.6, scored: 0.9 },
];

/** Puts the rewards of made models into this browser, as rewards brought in files. */
export async function giveRewards({ studio }: OpenStudio, models: readonly MadeModel[]): Promise<void> {
  const open = studio.open;
  if (!open) throw new Error('No data set is open.');
  for (const [at, model] of models.entries()) {
    await studio.store.putRewards(rowsOf(open.index, model, at));
    await studio.brought.add({
      ...{ key: model.key, title: model.title, file: `${model.key}.jsonl`, sha256: '0'.repeat(64) },
      responses: 2 * open.index.length,
    });
  }
}

function rowsOf(
  index: NonNullable<OpenStudio['studio']['open']>['index'],
  { key, noise, lift, scored = 1, constant = false }: MadeModel,
  seed: number,
): RewardRow[] {
  const [common, own] = [seededNumbers(5), seededNumbers(100 + seed)];
  const normal = (random: () => number) => random() + random() + random() + random() - 2;
  const rows: RewardRow[] = [];
  for (let row = 0; row < index.length; row++) {
    const margin = 2 * normal(common) + 2 * noise * normal(own) + lift;
    if (row >= scored * index.length) continue;
    const towards = constant ? 0 : margin;
    const first = index.labels[row] === labelCodes.second ? -towards : towards;
    rows.push({ checkpoint: key, response: idAt(index.firstIds, row), reward: first, tokens: 9 });
    rows.push({ checkpoint: key, response: idAt(index.secondIds, row), reward: 0, tokens: 9 });
  }
  return rows;
}

/** The studio with a data set of so many pairs that made models have scored, in the room Compare. */
export async function openCompare(rows: number, models: readonly MadeModel[], query = ''): Promise<OpenStudio> {
  const open = await openStudio('#/home');
  await open.studio.importing.take([pairsFile('compare-room.jsonl', rows)]);
  await open.studio.importing.start();
  await giveRewards(open, models);
  location.hash = `#/compare${query}`;
  await vi.waitFor(() => expectText(open, 'selected'), { timeout: 20_000 });
  return open;
}

function expectText(open: OpenStudio, text: string): void {
  if (!open.text().includes(text))
    throw new Error(`"${text}" does not stand in the room yet: ${open.text().slice(0, 300)}`);
}

/** Takes the data set and the made models out of this browser again. */
export async function leaveCompare(open: OpenStudio, models: readonly MadeModel[]): Promise<void> {
  open.studio.revealed.showing = false;
  for (const { key } of models) {
    await open.studio.brought.remove(key);
    await open.studio.store.replaceRewards(key, []);
  }
  const id = open.studio.open?.dataSet.id;
  if (id) await open.studio.removeDataSet(id);
  location.hash = '#/home';
  await open.close();
}
