import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { EngineClient } from '../../../src/engine/EngineClient';
import { browserServices } from '../../../src/studio/browserServices';
import { axeFindings } from '../axeFindings';
import { startEngineWorker } from '../engine/startEngineWorker';
import { fileOf, openStudio, type OpenStudio } from '../load/openStudio';

let room: OpenStudio;
const waiting = { timeout: 60_000, interval: 50 };

/** Each question is of this run alone: what another run of these tests revealed is not revealed here. */
const mark = crypto.randomUUID();
const rows = Array.from({ length: 12 }, (_, at) => ({
  prompt: `How do I boil egg number ${String(at)}? ${mark}`,
  chosen: `Sure! Here is **one** way.\n\n1. Boil water.\n2. Wait ${String(at)} minutes.\n\nI hope this helps!`,
  rejected: 'I think you may boil it. Maybe not.',
}));
const long = {
  prompt: `Tell me everything. ${mark}`,
  chosen: Array.from({ length: 1000 }, (_, at) => `Egg number ${String(at)} is boiled in water.`).join(' '),
  rejected: 'No.',
};

beforeAll(async () => {
  const engine = new EngineClient(startEngineWorker, { kinds: ['wasm'] });
  room = await openStudio('#/home', { ...browserServices(), engine });
  await room.studio.importing.take([fileOf('why.jsonl', [...rows, long].map((row) => JSON.stringify(row)).join('\n'))]);
  await room.studio.importing.start();
}, 60_000);

afterAll(async () => {
  const { studio } = room;
  const id = studio.open?.dataSet.id;
  if (id) await studio.removeDataSet(id);
  await studio.models.unload();
  await studio.store.removeSetting('digest:demo');
  await room.close();
});

const idOf = (row: number) => room.studio.open?.pairId(row) ?? '';
const main = () => document.querySelector('main') as HTMLElement;
const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });

async function enter(row: number, query: Record<string, string> = {}): Promise<void> {
  room.studio.router.go('why', { pair: idOf(row), ...query });
  await vi.waitFor(() => expect(room.text()).toContain(`pair ${String(row + 1)} `), waiting);
  const show = button('Show its rewards');
  if (show.elements().length > 0) await show.click();
  await vi.waitFor(() => expect(room.text()).toContain('Response A'), waiting);
}

const done = () => vi.waitFor(() => expect(room.text()).toMatch(/Done: \d+ texts run/), waiting);
const numbers = () => [...main().querySelectorAll<HTMLElement>('article button')];
const cells = () => [...main().querySelectorAll('tbody td')].map((cell) => cell.textContent.trim());

test('a pair without a verdict is shown only when the person says so, and counts as seen from then on', async () => {
  room.studio.router.go('why', { pair: idOf(11) });
  await expect.element(button('Show its rewards')).toBeInTheDocument();
  expect(room.text()).not.toMatch(/Here is|Sure/);
  expect(room.studio.revealed.has(idOf(11))).toBe(false);
  await button('Show its rewards').click();
  await vi.waitFor(() => expect(room.text()).toContain('Response A'), waiting);
  expect(room.studio.revealed.has(idOf(11))).toBe(true);
  expect(room.studio.revealed.has(idOf(10))).toBe(false);
});

describe('sentence by sentence', { timeout: 90_000 }, () => {
  test('every sentence has what it adds, and the number is the reward less that without it', async () => {
    await enter(1);
    await done();
    const { studio } = room;
    const pair = await studio.pair(1);
    const [text = ''] = [pair.first.messages[0]?.content];
    const without = text.slice(text.indexOf(' ') + 1);
    const rewards: number[] = [];
    const request = (id: string, content: string) => ({
      id,
      messages: [...pair.prompt, { role: 'assistant', content }].map(({ role, content: said }) => ({
        role,
        content: said,
      })),
      promptLength: 1,
    });
    const first = text.startsWith('Sure') ? without : text.slice('I think you may boil it. '.length);
    await studio.models.engine.score([request('0', text), request('1', first)], ({ results }) => {
      for (const result of results) if (result.kind === 'reward') rewards[Number(result.id)] = result.reward;
    });
    const shown = Number(numbers()[0]?.textContent.replace('\u2212', '-'));
    expect(shown).toBeCloseTo((rewards[0] ?? NaN) - (rewards[1] ?? NaN), 1);
    expect(Number(cells()[0]?.replace('\u2212', '-'))).toBeCloseTo(rewards[0] ?? NaN, 1);
    expect(numbers()).toHaveLength(7);
  });

  test('a number pressed by key marks its sentence, says what the model says, and lets go again', async () => {
    await enter(1);
    await done();
    numbers()[2]?.focus();
    await userEvent.keyboard('{Enter}');
    expect(main().querySelectorAll('.piece.picked')).toHaveLength(1);
    expect(room.text()).toMatch(/[AB] \d\. Assay demo reward model: [+\u2212]?\d\.\d\d, reward so far/);
    await userEvent.keyboard('{Enter}');
    expect(main().querySelectorAll('.piece.picked')).toHaveLength(0);
  });

  test('the chart has a table with every sentence', async () => {
    await enter(1);
    await done();
    await page.getByRole('button', { name: 'Table', exact: true }).click();
    expect(room.text()).toContain('Reward so far');
    expect(main().querySelectorAll('figure tbody tr')).toHaveLength(7);
  });

  test('a run can be cancelled: what was found stays, and it can be started again', async () => {
    await enter(2);
    await vi.waitFor(() => expect(room.text()).toMatch(/\d+ of \d+ texts/), waiting);
    await button('Cancel').click();
    await vi.waitFor(() => expect(room.text()).toMatch(/Ended after \d+ of \d+ texts|Done/), waiting);
    const again = button('Start again');
    if (again.elements().length > 0) await again.click();
    await done();
  });

  test('a long response is taken in stretches, and what it costs is said before anything runs', async () => {
    await enter(12);
    expect(room.text()).toContain('1,000 sentences in 40 stretches');
    expect(room.text()).toMatch(/8[12] texts of about \d+,\d+ tokens in all/);
    expect(button('Ask the model sentence by sentence').elements()).toHaveLength(1);
    expect(numbers()).toHaveLength(0);
  });

  test('axe finds nothing', async () => {
    await enter(1);
    await done();
    expect(await axeFindings(main())).toEqual([]);
  });
});

describe('the bench', { timeout: 90_000 }, () => {
  const figures = () => cells().slice(0, 9);
  const settled = () => vi.waitFor(() => expect(room.text()).toMatch(/Rewards (?:in \d+ ms|known)/), waiting);

  test('an edit changes the rewards and the margin, and Restore puts them back', async () => {
    await enter(3, { view: 'bench' });
    await settled();
    const before = figures();
    expect(before[2]).toBe('0.00');
    const box = main().querySelector('textarea') as HTMLTextAreaElement;
    await userEvent.fill(box, 'Boil it for six minutes.');
    await vi.waitFor(() => expect(figures()[2]).not.toBe('0.00'), waiting);
    const now = figures();
    expect(now[0]).toBe(before[0]);
    expect(now[4]).toBe(before[4]);
    expect(now[7]).not.toBe(before[7]);
    await button('Restore A').click();
    await vi.waitFor(() => expect(figures()).toEqual(before), waiting);
  });

  test('a rewrite changes what it can and says where there was nothing to change', async () => {
    await enter(3, { view: 'bench' });
    await settled();
    await page.getByRole('radio', { name: 'both' }).click();
    await button('Strip Markdown').click();
    expect(room.text()).toMatch(/Strip Markdown: [AB] is changed\./);
    expect(room.text()).toMatch(/Strip Markdown: nothing to change in [AB]\./);
    const texts = [...main().querySelectorAll('textarea')].map(({ value }) => value);
    expect(texts.join()).not.toContain('**');
    await settled();
  });

  test('the newest text counts, however fast they come', async () => {
    await enter(4, { view: 'bench' });
    await settled();
    const box = main().querySelector('textarea') as HTMLTextAreaElement;
    await userEvent.fill(box, 'Six minutes.');
    await vi.waitFor(() => expect(figures()[2]).not.toBe('0.00'), waiting);
    const alone = figures()[1];
    for (let at = 0; at < 8; at++) await userEvent.fill(box, `Version ${String(at)} of the text.`);
    await vi.waitFor(() => expect(figures()[1]).not.toBe(alone), waiting);
    await userEvent.fill(box, `${'Boil it. '.repeat(200)}`);
    await userEvent.fill(box, 'Six minutes.');
    await vi.waitFor(() => expect(figures()[1]).toBe(alone), waiting);
    await vi.waitFor(() => expect(room.text()).not.toContain('Asking the model'), waiting);
    expect(figures()[1]).toBe(alone);
  });

  test('nothing of it is stored or stands in the address', async () => {
    await enter(3, { view: 'bench' });
    await settled();
    const box = main().querySelector('textarea') as HTMLTextAreaElement;
    await userEvent.fill(box, 'A secret text.');
    expect(location.hash).not.toContain('secret');
    const pair = await room.studio.pair(3);
    expect(JSON.stringify(pair)).not.toContain('secret');
  });

  test('axe finds nothing', async () => {
    await enter(3, { view: 'bench' });
    await settled();
    expect(await axeFindings(main())).toEqual([]);
  });
});
