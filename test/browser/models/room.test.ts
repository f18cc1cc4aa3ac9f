import { page } from 'vitest/browser';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StoredCheckpoint } from '../../../src/engine/checkpoint/checkpointsContract';
import { chatTemplateFamilies } from '../../../src/engine/text/chatTemplateFamilies';
import { storedModel } from '../../../src/studio/models/Model';
import { madeStored } from './MadeCheckpoints';
import { madeKnown } from './MadeEngine';
import { MadeRoom } from './MadeRoom';

let room: MadeRoom;
let stored: StoredCheckpoint;

beforeEach(() => {
  room = new MadeRoom();
  stored = madeStored({ name: 'my-model', graphs: [{ precision: 'q4', bytes: 0.56e9 }] });
  room.checkpoints.stored = [stored];
});

afterEach(() => room.close());

const button = (name: string | RegExp) => page.getByRole('button', { name });
const shows = (text: string) => vi.waitFor(() => expect(room.text).toContain(text));

test('a model is loaded with a line for everything that is known of it then', async () => {
  room.engine.frozenDate = '26 Jul 2024';
  room.engine.notes = ['One tensor does not fit 16 bits.'];
  await room.enter();
  await button('Load my-model').click();
  await shows('Ready, on WebGPU (made adapter)');
  for (const fact of [
    '4-bit',
    '16,384 tokens',
    'Assay always answers 26 Jul 2024',
    'One tensor does not fit',
    stored.digest,
  ])
    await shows(fact);
  await button('Unload my-model').click();
  await shows('none loaded');
});

test('a load that fails says why beside its model and can be tried again; a cancelled one says nothing', async () => {
  room.engine.refusals = [new Error('config.json: field "sliding_window" is in use.')];
  await room.enter();
  await button('Load my-model').click();
  await shows('field "sliding_window" is in use.');
  room.engine.holding = 'load';
  await button('Try again my-model').click();
  await shows('Building the graph from the checkpoint, 400 MB of 1.2 GB');
  await button('Cancel').click();
  await shows('none loaded');
  expect(room.studio.models.error).toBe(null);
});

test('a known model runs its test vector by itself and says in words whether it is within the tolerance', async () => {
  room.engine.known = madeKnown;
  await room.enter();
  await button('Load my-model').click();
  await shows('Within the tolerance of 1 for 4-bit');
  room.engine.known = { ...madeKnown, tolerance: { ...madeKnown.tolerance, q4: 0.1 } };
  await button('Unload my-model').click();
  await button('Load my-model').click();
  await shows('Outside the tolerance of 0.1 for 4-bit');
  const { vector } = room.studio.models;
  expect(vector?.lines.map(({ expected, measured }) => [expected, measured?.toFixed(4)])).toEqual([
    [7.875, '7.6750'],
    [0.9453, '0.7453'],
  ]);
});

test('a checkpoint without a chat template is not loaded before one is chosen, and the choice is remembered', async () => {
  room.checkpoints.stored = [{ ...stored, hasTemplate: false }];
  await room.enter();
  await shows('It has no chat template');
  expect((button('Load my-model').element() as HTMLButtonElement).disabled).toBe(true);
  await button('More about my-model').click();
  await page.getByLabelText('Family').selectOptions('Llama 3');
  const template = chatTemplateFamilies.find(({ title }) => title === 'Llama 3')?.template;
  const text = page.getByLabelText('Template (Jinja)').element() as HTMLTextAreaElement;
  expect(text.value).toBe(template);
  await button('Use this template').click();
  await shows('chosen: Llama 3');
  await room.leave();
  await room.enter();
  await button('Load my-model').click();
  await shows('Ready, on WebGPU');
  expect(room.engine.loads).toEqual([{ kind: 'stored', digest: stored.digest, precision: 'q4', template }]);
});

test('removing asks first, says that the rewards stay, and takes the model out of use', async () => {
  await room.enter();
  const { models } = room.studio;
  await models.use(storedModel(stored, models.choice(stored)));
  await button('More about my-model').click();
  await button('Remove').click();
  await expect.element(page.getByRole('dialog')).toHaveTextContent('The rewards that it gave stay');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await vi.waitFor(() => expect([models.available.length, models.active.name]).toEqual([1, 'demo']));
  expect([models.active.name, room.checkpoints.calls]).toEqual(['demo', [`remove ${stored.digest.slice(0, 4)}`]]);
});

test('files are verified with what differs, and originals are freed only beside a graph', async () => {
  room.checkpoints.findings = [{ path: 'model.safetensors', rule: 'sha256 must be dddd', arrived: 'eeee' }];
  await room.enter();
  await button('More about my-model').click();
  await button('Verify files').click();
  await shows('model.safetensors: sha256 must be dddd; arrived: eeee');
  room.checkpoints.findings = [];
  await button('Verify files').click();
  await shows('All files are as they came');
  await button('Free the originals').click();
  await button('Free 1.2 GB').click();
  await shows('originals freed');
  const options = [...document.querySelectorAll<HTMLOptionElement>('.actions option')];
  expect(options.map(({ value, disabled }) => [value, disabled])).toEqual([
    ['q4', false],
    ['q8', true],
    ['f16', true],
    ['f32', true],
  ]);
});

test('the device is measured by a button, with figures to copy; a failure says why', async () => {
  await room.enter();
  room.engine.refusals = [new Error('No adapter has answered.')];
  await button('Measure this device').click();
  await shows('No adapter has answered.');
  await button('Measure this device').click();
  await shows('4,321 GFLOP/s, f16 activations, 4 of 28 layers run');
  expect([...document.querySelectorAll('aside td')].map((cell) => cell.textContent)).toContain('36,000');
  await room.leave();
  await room.enter();
  await shows('4,321 GFLOP/s');
  const written = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  await button('Copy figures').click();
  expect(JSON.parse(written.mock.calls[0]?.[0] ?? '')).toMatchObject({ figures: { matmulGflops: 4321 } });
});

test('an encoder runs as it is: there is no precision to choose', async () => {
  room.checkpoints.stored = [{ ...stored, architecture: 'BertForSequenceClassification' }];
  await room.enter();
  expect(page.getByLabelText('Precision of my-model').elements()).toEqual([]);
  await button('Load my-model').click();
  await shows('Ready, on WebGPU');
  expect(room.engine.loads).toMatchObject([{ precision: 'f32' }]);
});

test('a browser that keeps no files says so, and the model that comes with Assay is still there', async () => {
  room.checkpoints.list = () => Promise.reject(new Error('This browser has no private file system.'));
  await room.enter();
  await shows('This browser has no private file system.');
  expect(room.studio.models.available.map(({ name }) => name)).toEqual(['demo']);
});

test('several models are chosen for the open data set and scored', async () => {
  await room.enter();
  await room.load(3);
  await page.getByRole('checkbox', { name: 'my-model, 4-bit' }).click();
  await page.getByRole('checkbox', { name: 'Assay demo reward model' }).click();
  await button('Add to the queue').click();
  await vi.waitFor(() => expect(room.studio.scoring.state).toBe('done'));
  await page.getByLabelText('Show rewards of').selectOptions('my-model, 4-bit');
  await vi.waitFor(() => expect(room.studio.models.active.name).toBe(stored.digest));
  await vi.waitFor(() => expect(room.studio.open?.rewards.known).toBe(6));
});
