import axe from 'axe-core';
import { page, userEvent } from 'vitest/browser';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Adjudicating } from '../../../src/studio/people/Adjudicating.svelte';
import { settings } from '../../../src/studio/parts/Settings.svelte';
import { eventHash } from '../../../src/verdicts/eventHash';
import { blindProtocol } from '../../../src/verdicts/protocol/blindProtocol';
import type { LedgerEvent, Strength } from '../../../src/verdicts/VerdictEvent';
import { madeData, prefer } from '../../verdicts/madeEvents';
import { openStudio, trlFile, type OpenStudio } from '../load/openStudio';
import { Colleague } from './colleague';

let open: OpenStudio;
const [ada, bo] = [new Colleague(), new Colleague()];
const patience = { timeout: 20_000 };
const tag = crypto.randomUUID().slice(0, 8);
const [adaName, boName] = [`Ada ${tag}`, `Bo ${tag}`];
const pairOf = (row: number) => open.studio.open?.pairId(row) ?? '';

/** Of 24 pairs I judge 16; Ada contradicts me on every fourth and Bo on every eighth of what they judge. */
beforeAll(async () => {
  open = await openStudio('#/people');
  await settings.change({ singleKeys: 'always', keys: {}, raw: false });
  await open.studio.importing.take([trlFile('people.jsonl', 24, tag)]);
  await open.studio.importing.start();
  for (let row = 0; row < 24; row++) {
    const strength: Strength = row % 3 === 0 ? 2 : -1;
    const against = prefer(strength > 0 ? -2 : 1);
    const mine = madeData(prefer(strength));
    if (row < 16) await open.studio.append([{ type: 'verdict', pair: pairOf(row), supersedes: [], data: mine }]);
    const evidence = [{ claim: 'It is prime', link: 'https://example.org/seven', note: '' }];
    const why = { rationale: `Because of row ${String(row)}`, reasons: ['factual_error'], evidence };
    if (row < 20) ada.judge(pairOf(row), row % 4 === 0 ? against : prefer(strength), why);
    if (row > 3) bo.judge(pairOf(row), row % 8 === 4 ? against : prefer(strength));
  }
  open.studio.router.go('people');
  await vi.waitFor(() => expect(open.text()).toContain('Overlap'), patience);
});

afterAll(async () => {
  await open.studio.changePeople({});
  const id = open.studio.open?.dataSet.id;
  if (id) await open.studio.removeDataSet(id);
  await open.close();
});

function choose(file: File): void {
  const input = document.querySelector<HTMLInputElement>('input[aria-label="Ledger to take in"]');
  if (!input) throw new Error('There is no place for a ledger.');
  const transfer = new DataTransfer();
  transfer.items.add(file);
  input.files = transfer.files;
  input.dispatchEvent(new Event('change', { bubbles: true }));
}

async function takeIn(colleague: Colleague, name: string, ...more: string[]): Promise<void> {
  choose(colleague.file(`${name}.jsonl`, ...more));
  await vi.waitFor(() => expect(open.text()).toContain(`Whose verdicts are in ${name}.jsonl?`), patience);
  const button = page.getByRole('button', { name: /^Take in \d+ events?$/ });
  await expect.element(button).toBeDisabled();
  await page.getByRole('combobox', { name: 'Name', exact: true }).fill(name);
  await button.click();
  await vi.waitFor(() => expect(open.text()).toContain(`${name}.jsonl: `), patience);
}

const lines = () =>
  [...document.querySelectorAll('main tr')].map((row) =>
    [...row.children].map((cell) => cell.textContent.replace(/\s+/g, ' ').trim()).join(' | '),
  );
const lineOf = (beginning: string) => lines().find((line) => line.startsWith(beginning)) ?? '';

test('a ledger is taken in only when it is said whose it is; what is broken or contradicts is named by its line', async () => {
  const [first, second] = ada.events as [LedgerEvent, LedgerEvent];
  const altered = JSON.stringify({ ...first, at: '2026-11-21T00:00:00.000Z' });
  await takeIn(ada, adaName, altered);
  expect(open.text()).toContain(`${adaName}.jsonl: 20 events added, 0 were here already, 1 left out.`);
  expect(open.text()).toContain('Line 21:');
  expect(open.studio.fold.ofPerson(second.pair, adaName)).toMatchObject({ gold: true });
  expect(open.studio.fold.own(pairOf(17))).toBeNull();
});

test('the same ledger once more adds nothing and is not asked for; what stands against it is named by its line', async () => {
  const { hash, ...first } = ada.events[0] as LedgerEvent;
  const unsealed = { ...first, id: first.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')), hash };
  choose(ada.file('again.jsonl', JSON.stringify({ ...unsealed, hash: eventHash(unsealed) })));
  await vi.waitFor(() => expect(open.text()).toContain(`${adaName}, as before`), patience);
  await page.getByRole('button', { name: 'Take in 21 events' }).click();
  await vi.waitFor(() => expect(open.text()).toContain('0 events added, 20 were here already, 1 left out'), patience);
  expect(open.text()).toContain('Line 21: Number 1 of client');
});

test('people, overlap, agreement and folds are said in figures, and what is undefined says why', async () => {
  await vi.waitFor(() => expect(lineOf('2 people')).toMatch(/^2 people \| 16 /), patience);
  await takeIn(bo, boName);
  await vi.waitFor(() => expect(lineOf('3 people')).toMatch(/^3 people \| 12 /), patience);
  const pairsOf = (beginning: string) => lineOf(beginning).split(' | ')[1];
  expect([pairsOf('nobody'), pairsOf('1 person'), pairsOf('2 people')]).toEqual(['0', '4', '8']);
  // 12 pairs of three people: Ada differs on 3 of them (rows 4, 8, 12), Bo on two (4 and 12, where both say the same).
  expect(lineOf("Fleiss' kappa")).toMatch(/pairs with 3 verdicts \| 12 \| [\u22120-9]/);
  expect(lineOf(`You and ${adaName}`)).toMatch(/ \| 16 \| 0\.75 \(0\.5\d to 0\.\d\d\)/);
  expect(lineOf('Unanimous')).toMatch(/^Unanimous \| \d+ /);
  expect(lineOf('Dawid and Skene')).not.toBe('');
});

test('how many people are wanted a pair is kept', async () => {
  await page.getByRole('spinbutton', { name: 'People per pair' }).fill('3');
  await userEvent.keyboard('{Tab}');
  await vi.waitFor(() => expect(open.text()).toContain('12 of 24 pairs have a blind verdict of 3 people or more'));
  expect(await open.studio.store.setting('people-per-pair')).toBe(3);
  await open.studio.people.want(1);
});

test('in the Verify room nothing of others is in the page before the own verdict', async () => {
  const fromOthers = new RegExp(`Because of row|${adaName}|${boName}|example.org`);
  location.hash = `#/verify?pair=${pairOf(17)}`;
  await vi.waitFor(() => expect(document.querySelector('main[data-phase="judging"]')).not.toBeNull(), patience);
  expect(document.querySelector<HTMLElement>('main')?.dataset['pair']).toBe(pairOf(17));
  expect(open.studio.fold.verdicts(pairOf(17)).length).toBeGreaterThan(1);
  expect(document.querySelector('.room')?.innerHTML).not.toMatch(fromOthers);
  open.studio.router.go('people');
  await vi.waitFor(() => expect(open.text()).toContain('Overlap'), patience);
});

test.each(['light', 'dark'])('axe finds nothing in the room, %s', async (theme) => {
  document.documentElement.dataset['theme'] = theme;
  for (const details of document.querySelectorAll('details')) details.open = true;
  const { violations } = await axe.run(document.body, { resultTypes: ['violations'] });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);
});

test('a disputed pair shows what was said and why, without names, and neither label nor rewards', async () => {
  document.documentElement.dataset['theme'] = 'light';
  await page.getByRole('button', { name: /^Adjudicate the \d that you have judged/ }).click();
  await vi.waitFor(() => expect(document.querySelector('main[data-pair]')).not.toBeNull(), patience);
  expect(open.text()).toContain('Because of row');
  expect(open.text()).toContain('https://example.org/seven');
  expect(open.text()).toContain('Person 1');
  expect(open.text()).not.toContain(adaName);
  expect(document.querySelector('main')?.textContent).not.toMatch(/reward [\u2212+\d]|\blabel\b(?! and rewards)/);
  await page.getByRole('checkbox', { name: 'Show names' }).click();
  expect(open.text()).toContain(adaName);
  const { violations } = await axe.run(document.body, { resultTypes: ['violations'] });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160) ?? ''}`)).toEqual([]);
});

test('an adjudication is a verdict of its own kind, by one key, and undo takes it back', async () => {
  const pair = document.querySelector<HTMLElement>('main[data-pair]')?.dataset['pair'] ?? '';
  (document.activeElement as HTMLElement).blur();
  await userEvent.keyboard('6');
  const adjudications = () => open.studio.fold.ownVerdicts(pair).filter(({ data }) => data.occasion === 'adjudication');
  await vi.waitFor(() => expect(adjudications()).toHaveLength(1));
  expect(adjudications()[0]?.data).toMatchObject({ visibility: 'revealed', queueReason: 'disputed' });
  expect(open.studio.fold.label(pair)?.choice).toEqual(adjudications()[0]?.data.choice);
  expect(open.studio.revealed.has(pair)).toBe(true);
  await vi.waitFor(() =>
    expect(['', pair]).not.toContain(document.querySelector<HTMLElement>('main')?.dataset['pair'] ?? ''),
  );
  await userEvent.keyboard('{Backspace}');
  await vi.waitFor(() => expect(document.querySelector<HTMLElement>('main')?.dataset['pair']).toBe(pair));
  expect(adjudications()).toHaveLength(0);
  await userEvent.keyboard('6');
  await vi.waitFor(() => expect(adjudications()).toHaveLength(1));
});

test('whoever has no verdict of their own decides blind to label and rewards, so that it can be gold', async () => {
  open.studio.router.go('people');
  await vi.waitFor(() => expect(open.text()).toContain('1 adjudicated so far'), patience);
  await page.getByRole('button', { name: /^Adjudicate all \d/ }).click();
  await vi.waitFor(() => expect(document.querySelector('main[data-pair]')).not.toBeNull(), patience);
  const isMine = () => open.text().includes('You judged this pair');
  const shown = () => document.querySelector<HTMLElement>('main')?.dataset['pair'] ?? '';
  for (let before = shown(); isMine(); before = shown()) {
    await userEvent.keyboard('s');
    await vi.waitFor(() => expect(['', before]).not.toContain(shown()));
  }
  const pair = shown();
  await userEvent.keyboard('2');
  const own = () => open.studio.fold.ownVerdicts(pair)[0]?.data;
  await vi.waitFor(() => expect(own()).toMatchObject({ occasion: 'adjudication', visibility: 'blind' }));
  expect(open.studio.fold.label(pair)).toMatchObject({ gold: true, choice: own()?.choice });
});

test('after a reload undo goes back to the newest adjudication that stands', async () => {
  const { studio } = open;
  if (!studio.open) throw new Error('No data set is open.');
  const events = await studio.ledger.events();
  const session = new Adjudicating({ studio, open: studio.open, disputed: [], events, protocol: blindProtocol });
  await session.next();
  expect(session.current).toBeNull();
  for (const left of [1, 0]) {
    session.undo();
    await vi.waitFor(() => expect(session.current).not.toBeNull());
    await vi.waitFor(() => expect(session.writer.waiting).toEqual([]));
    const standing = events.filter(
      ({ id, pair, type, data }) =>
        type === 'verdict' &&
        'occasion' in data &&
        data.occasion === 'adjudication' &&
        studio.fold.ownVerdicts(pair).some((verdict) => verdict.id === id),
    );
    expect(standing).toHaveLength(left);
  }
});
