import { page, userEvent } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { modelsWithRewards } from '../../../src/studio/models/modelsWithRewards';
import { axeFindings } from '../axeFindings';
import { MadeRoom } from './MadeRoom';

let room: MadeRoom;
/** The questions of the data set of `MadeRoom.load` differ by a mark of the test's own. */
let prompts: string[];

beforeEach(async () => {
  room = new MadeRoom();
  await room.enter();
  await room.load(4);
  prompts = [];
  for (let row = 0; row < 4; row++) prompts.push((await room.studio.pair(row)).prompt[0]?.content ?? '');
});

afterEach(async () => {
  for (const { key } of room.studio.brought.list) await room.studio.removeBrought(key);
  await room.close();
});

const button = (name: string | RegExp) => page.getByRole('button', { name });
const shows = (text: string) => vi.waitFor(() => expect(room.text).toContain(text), { timeout: 20_000 });

/** The data set's pairs with rewards: 2 and 1 in the first row, and each further row 2 more. */
function rewardsFile(name: string, rows = prompts): File {
  const lines = rows.map((prompt, at) =>
    JSON.stringify({
      prompt,
      chosen: 'Seven.',
      rejected: 'Nine.',
      chosen_reward: 2 + 2 * at,
      rejected_reward: 1 + 2 * at,
    }),
  );
  return new File([lines.join('\n')], name);
}

function drop(file: File): void {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(file);
  document
    .querySelector('section.bring')
    ?.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
}

async function bring(file: File): Promise<void> {
  await button('Bring rewards from a file').click();
  drop(file);
  await shows('Rows');
  await button('Keep these rewards').click();
  await shows('is kept');
}

test('a file says what it holds before anything is stored, and is a model once it is kept', async () => {
  const { studio } = room;
  await button('Bring rewards from a file').click();
  drop(rewardsFile('their-model.scores.jsonl', [...prompts.slice(0, 3), 'Never asked']));
  await shows('6 of 8');
  await shows('Rewards of other texts 2');
  await shows('Pairs left without both rewards 1');
  expect(location.hash).toContain('models');
  expect(studio.brought.list).toHaveLength(0);
  expect(await axeFindings(document.querySelector('section.bring') ?? document.body)).toEqual([]);
  await userEvent.fill(page.getByLabelText('Title of the model'), 'Their model');
  await button('Keep these rewards').click();
  await shows('Their model is kept');
  const [model] = studio.brought.list;
  expect(model).toMatchObject({ title: 'Their model', file: 'their-model.scores.jsonl', responses: 8 });
  expect(modelsWithRewards(studio)).toContainEqual({ key: model?.key, title: 'Their model' });
  await shows('6 of 8 responses of');
});

test('its rewards show in the rooms in place of those of the model in use, over a reload as well, and are removed with it', async () => {
  await bring(rewardsFile('theirs.jsonl'));
  await button(/Show its rewards/).click();
  const { studio } = room;
  const rewards = () => [room.studio.open?.rewards.first[0], room.studio.open?.rewards.second[0]].toSorted();
  await vi.waitFor(() => expect(rewards()).toEqual([1, 2]));
  expect(studio.scoring.isScoring(studio.open?.dataSet.id ?? '')).toBe(false);
  studio.router.go('pairs');
  await shows('8 of 8 responses have rewards from theirs, which cannot score');
  await expect(studio.states.collect(studio.open as never, [0])).rejects.toThrow('came in a file');
  await room.leave();
  await room.enter();
  expect(rewards()).toEqual([1, 2]);
  expect(room.studio.models.rewardsKey).toMatch(/^scores:/);
  await button('Remove theirs').click();
  await button('Remove').last().click();
  await vi.waitFor(() => expect(room.studio.brought.list).toHaveLength(0));
  expect(room.studio.open?.rewards.known).toBe(0);
  expect(room.studio.models.rewardsKey).toBe(null);
});

test('the same rewards are one model: a second file says as what they are here', async () => {
  await bring(rewardsFile('theirs.jsonl'));
  drop(rewardsFile('again.jsonl', prompts));
  await shows('These rewards are here already, as theirs');
  await button('Keep these rewards').click();
  await shows('is kept');
  expect(room.studio.brought.list).toHaveLength(1);
});

test('a file that holds no rewards of this data set is not kept, and what is no rewards says what would be', async () => {
  await button('Bring rewards from a file').click();
  drop(rewardsFile('other.jsonl', ['Never asked']));
  await shows('None of these rewards belongs to a response of');
  expect((button('Keep these rewards').element() as HTMLButtonElement).disabled).toBe(true);
  drop(new File([`{"prompt": "a", "chosen": "b", "rejected": "c", "margin": 1}`], 'margins.jsonl'));
  await shows('It has only margins');
});

test('a brought model is renamed, and its rewards leave as the same bytes that come in again', async () => {
  await bring(rewardsFile('theirs.jsonl'));
  await button('Rename theirs').click();
  await userEvent.fill(page.getByLabelText('Title', { exact: true }), 'Reference');
  await button('Save').click();
  await shows('Reference');
  const { studio } = room;
  const { key = '' } = studio.brought.list[0] ?? {};
  const [first, second] = [0, 0].map(async () =>
    (await studio.bringing.write(studio.open?.dataSet.id ?? '', { key, precision: null })).text(),
  );
  expect(await first).toBe(await second);
  drop(new File([(await first) ?? ''], 'scores.jsonl'));
  await shows('These rewards are here already, as Reference');
});

test('a run is held against a reference: the badge says how near it is, and the figures behind it are a table', async () => {
  await bring(rewardsFile('reference.jsonl'));
  const near = prompts.map((prompt, at) =>
    JSON.stringify({
      ...{ prompt, chosen: 'Seven.', rejected: 'Nine.' },
      ...{ chosen_reward: 2.01 + 2 * at, rejected_reward: 1 + 2 * at },
    }),
  );
  drop(new File([near.join('\n')], 'near.jsonl'));
  await shows('Title of the model');
  await button('Keep these rewards').click();
  await shows('near is kept');
  const entry = page.getByRole('article', { name: 'near' });
  await entry.getByLabelText('Parity with').selectOptions('reference');
  await button(/in parity/).click();
  await shows('Correlation of rewards (Pearson)1.0000');
  await shows('Largest difference of two rewards0.0100');
  expect(await axeFindings(entry.element())).toEqual([]);
});
