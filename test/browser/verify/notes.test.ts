import axe from 'axe-core';
import { mount, unmount } from 'svelte';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { labelCodes } from '../../../src/pairs/PairIndex';
import { settings } from '../../../src/studio/parts/Settings.svelte';
import { protocols } from '../../../src/studio/verify/Protocols.svelte';
import { VerifySession } from '../../../src/studio/verify/VerifySession.svelte';
import type { Attributes, AttributesData, VerdictData } from '../../../src/verdicts/VerdictEvent';
import { MadeStudio, type MadePair } from './MadeStudio.svelte';
import RoomHolder from './RoomHolder.svelte';

const proposed: Attributes = {
  ...{ category: 'information_seeking', objectivity: 'objective', controversiality: 'low' },
  ...{ desired: 'The right year.', guideline: 'A wrong year loses.' },
};

let target: HTMLElement;
let component: Record<string, unknown> | null = null;

beforeEach(async () => {
  await page.viewport(1440, 900);
  history.replaceState(null, '', '#/verify');
  target = document.createElement('div');
  document.body.append(target);
  await settings.change({ singleKeys: 'always', keys: {}, raw: false, revealMode: 'strip', theme: 'light' });
});

afterEach(async () => {
  if (component) await unmount(component);
  component = null;
  target.remove();
});

function madePairs(attributes: Attributes | null = proposed): MadePair[] {
  return Array.from({ length: 4 }, (_, row) => ({
    ...{
      first: `Born in 1815. ${String(row)}`,
      second: `Born in 1816, it is said. ${String(row)}`,
      label: labelCodes.first,
    },
    ...(attributes && { attributes }),
  }));
}

async function enter(studio: MadeStudio): Promise<VerifySession> {
  await protocols.restore(studio.store);
  const session = new VerifySession({
    ...{ studio, open: studio.open, seed: 'seed', events: [] },
    ...{ revealMode: () => 'strip', prepare: () => undefined, protocol: () => protocols.current },
  });
  await session.start();
  component = mount(RoomHolder, { target, props: { studio: studio.asStudio(), session } });
  await vi.waitFor(() => expect(target.querySelector('main[data-pair]')).not.toBeNull());
  return session;
}

const press = (key: string) => userEvent.keyboard(key);
const notes = () => target.querySelector('aside')?.textContent.replace(/\s+/g, ' ') ?? '';
const strip = () => target.querySelector('footer .strip')?.textContent.replace(/\s+/g, ' ') ?? '';
const focused = () => document.activeElement?.id ?? '';
const stored = (studio: MadeStudio) => vi.waitFor(() => expect(studio.stored.length).toBeGreaterThan(0));
const verdicts = (studio: MadeStudio): VerdictData[] =>
  studio.stored.flatMap((event) => (event.type === 'verdict' ? [event.data] : []));
const attributes = (studio: MadeStudio): AttributesData[] =>
  studio.stored.flatMap((event) => (event.type === 'attributes' ? [event.data] : []));

test("what a machine proposes says so, and one key makes it a person's word without a verdict waiting for it", async () => {
  const studio = new MadeStudio(madePairs());
  await enter(studio);
  expect(notes()).toContain('by machine, unverified');
  expect(target.querySelector<HTMLTextAreaElement>('#attribute-guideline')?.value).toBe('A wrong year loses.');
  studio.held = true;
  await press('{Shift>}t{/Shift}');
  await vi.waitFor(() => expect(notes()).toMatch(/Attributes verified/));
  const before = target.querySelector('main')?.dataset['pair'];
  await press('2');
  await vi.waitFor(() => expect(target.querySelector('main')?.dataset['pair']).not.toBe(before));
  expect(studio.stored).toEqual([]);
  studio.release();
  await vi.waitFor(() => expect(studio.stored.map(({ type }) => type)).toEqual(['attributes', 'verdict']));
  expect(attributes(studio)).toEqual([{ ...proposed, basis: 'machine' }]);
});

test('attributes are edited by keyboard, each version stored, and the last can be taken back', async () => {
  const studio = new MadeStudio(madePairs());
  await enter(studio);
  await press('t');
  await vi.waitFor(() => expect(focused()).toBe('attribute-category'));
  await userEvent.selectOptions(target.querySelector('#attribute-category') as HTMLSelectElement, 'math');
  expect(notes()).toContain('edited, unverified');
  expect(notes()).toContain('assay 1, math');
  (target.querySelector('#attribute-desired') as HTMLElement).focus();
  await press(' And a source.{Control>}{Enter}{/Control}');
  await stored(studio);
  expect(attributes(studio)[0]).toMatchObject({ category: 'math', desired: 'The right year. And a source.' });
  await press('t');
  await userEvent.selectOptions(target.querySelector('#attribute-category') as HTMLSelectElement, 'reasoning');
  await press('{Control>}{Enter}{/Control}');
  await vi.waitFor(() => expect(attributes(studio)).toHaveLength(2));
  expect(studio.stored[1]?.supersedes).toEqual([studio.stored[0]?.id]);
  await userEvent.click(page.getByRole('button', { name: 'Take back' }));
  await vi.waitFor(() => expect(studio.stored.at(-1)?.type).toBe('retraction'));
  await vi.waitFor(() => expect(notes()).toContain('assay 1, math'));
});

test('what was edited and not verified goes with the verdict, before it', async () => {
  const studio = new MadeStudio(madePairs(null));
  await enter(studio);
  expect(notes()).toContain('not said');
  await press('t');
  await userEvent.selectOptions(target.querySelector('#attribute-objectivity') as HTMLSelectElement, 'subjective');
  await press('{Escape}2');
  await vi.waitFor(() => expect(studio.stored.map(({ type }) => type)).toEqual(['attributes', 'verdict']));
  expect(attributes(studio)[0]).toMatchObject({ objectivity: 'subjective', category: null, basis: 'person' });
});

test('a verdict without what the protocol asks for is saved, says what it lacks, and becomes gold when that is added', async () => {
  const studio = new MadeStudio(madePairs());
  await enter(studio);
  expect(notes()).toContain('Check each claim that decides on the web');
  expect(notes()).toMatch(/Gold needs ○ a link as evidence/);
  const pair = target.querySelector('main')?.dataset['pair'] ?? '';
  await press('2');
  await vi.waitFor(() => expect(strip()).toContain('saved, not gold yet'));
  expect(strip()).toContain('lacks a link as evidence');
  expect(verdicts(studio)[0]).toMatchObject({ lacks: ['evidence_link'], protocol: 'assay@1' });
  await press('v');
  await vi.waitFor(() => expect(target.querySelector('main')?.dataset['pair']).toBe(pair));
  await press('e');
  await press('https://example.org/ada in the register{Enter}{Escape}');
  await vi.waitFor(() => expect(notes()).toContain('✓ a link as evidence'));
  await press('k');
  await vi.waitFor(() => expect(studio.fold.own(pair)?.gold).toBe(true));
  expect(verdicts(studio)).toHaveLength(2);
  expect(verdicts(studio)[1]).toMatchObject({
    visibility: 'revealed',
    evidence: [{ claim: '', link: 'https://example.org/ada', note: 'in the register' }],
    lacks: [],
  });
});

test('evidence is counted, opens elsewhere without a way back, is removed, and what is no web link is refused', async () => {
  const studio = new MadeStudio(madePairs());
  await enter(studio);
  await press('e');
  await press('javascript:alert(1){Enter}');
  await vi.waitFor(() => expect(target.querySelector('[role=alert]')?.textContent).toContain('Links begin with http'));
  const input = target.querySelector<HTMLInputElement>('#evidence-source');
  await userEvent.clear(input as HTMLInputElement);
  await press('https://example.org/a{Tab}born in 1815{Enter}');
  await vi.waitFor(() => expect(target.querySelector('#evidence-title')?.textContent).toMatch(/Evidence\s+1/));
  const link = target.querySelector<HTMLAnchorElement>('.evidence a');
  expect(link?.rel).toBe('noopener noreferrer');
  expect(link?.textContent).toBe('https://example.org/a');
  expect(target.querySelector('.evidence .claim')?.textContent).toBe('born in 1815');
  await userEvent.click(page.getByRole('button', { name: 'Remove evidence 1' }));
  expect(target.querySelector('.evidence a')).toBeNull();
});

test('a link pasted anywhere in the room is evidence; one that is typed and not added yet goes with the verdict', async () => {
  const studio = new MadeStudio(madePairs());
  await enter(studio);
  const clipboardData = new DataTransfer();
  clipboardData.setData('text/plain', 'https://example.org/pasted');
  window.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  await vi.waitFor(() => expect(notes()).toContain('https://example.org/pasted'));
  await press('e');
  await press('Ran the query: 3 rows{Escape}2');
  await stored(studio);
  expect(verdicts(studio)[0]?.evidence).toEqual([
    { claim: '', link: 'https://example.org/pasted', note: '' },
    { claim: '', link: '', note: 'Ran the query: 3 rows' },
  ]);
});

test('which difference decided is chosen by keyboard among those that the card names', async () => {
  const studio = new MadeStudio(madePairs());
  await enter(studio);
  await vi.waitFor(() => expect(target.querySelectorAll('#decided-by input').length).toBeGreaterThan(1));
  await press('w');
  await press('{ArrowDown}{ArrowUp}');
  await vi.waitFor(() => expect(target.querySelector('#decided-by :checked')).not.toBeNull());
  await press('2');
  await stored(studio);
  expect(verdicts(studio)[0]?.decidedBy).toBe('figures');
});

test('reasonable people differ: a verdict of its own by one key, with an invitation to say why', async () => {
  const studio = new MadeStudio(madePairs());
  await enter(studio);
  await press('9');
  await vi.waitFor(() => expect(strip()).toContain('Reasonable people differ'));
  await vi.waitFor(() => expect(strip()).toContain('Why?'));
  expect(verdicts(studio)[0]).toMatchObject({ choice: { kind: 'divergent' }, reasons: [], lacks: [] });
  await press('{Shift>}x{/Shift}');
  await press('u');
  await vi.waitFor(() => expect(verdicts(studio)).toHaveLength(2));
  expect(verdicts(studio)[1]).toMatchObject({ choice: { kind: 'divergent' }, reasons: ['underspecified'] });
  expect(strip()).not.toContain('Why?');
});

test("a team puts its own protocol in the place of Assay's; a broken one is refused with its line", async () => {
  const studio = new MadeStudio(madePairs());
  await enter(studio);
  await press('{Shift>}p{/Shift}');
  const markup = '<img src=x onerror="window.ran = 1"><script>window.ran = 1</scr' + 'ipt>';
  const text = (version: number, rule: string) =>
    `---\nprotocol: team\nversion: ${String(version)}\ntitle: Ours\nrequirements:\n  every: [${rule}]\n---\n\n## Every pair\n\n- Our rule.${markup}\n`;
  const box = page.getByLabelText('Or paste its text');
  const use = page.getByRole('button', { name: 'Use this text' });
  await userEvent.fill(box, text(1, 'proof'));
  await userEvent.click(use);
  await vi.waitFor(() =>
    expect(document.querySelector('dialog [role=alert]')?.textContent).toContain('Line 6: "proof" is no requirement'),
  );
  expect(protocols.current.id).toBe('assay');
  await userEvent.fill(box, text(1, 'rationale'));
  await userEvent.click(use);
  await vi.waitFor(() => expect(protocols.current.id).toBe('team'));
  await userEvent.fill(box, text(1, 'reason_code'));
  await userEvent.click(use);
  await vi.waitFor(() =>
    expect(document.querySelector('dialog [role=alert]')?.textContent).toContain('Raise the version'),
  );
  await press('{Escape}');
  await vi.waitFor(() => expect(notes()).toContain('Our rule.'));
  expect(target.querySelector('aside :is(img, script)')).toBeNull();
  expect(window).not.toHaveProperty('ran');
  await press('2');
  await stored(studio);
  expect(verdicts(studio)[0]).toMatchObject({ protocol: 'team@1', lacks: ['rationale'] });
  await protocols.restore(studio.store);
  expect(protocols.current).toMatchObject({ id: 'team', version: '1' });
  await protocols.reset();
  expect(protocols.isDefault).toBe(true);
});

test('on a phone the notes are a sheet over the pair: attributes, evidence and the verdict fit and are done by touch', async () => {
  await page.viewport(390, 844);
  const studio = new MadeStudio(madePairs());
  await enter(studio);
  await userEvent.click(page.getByRole('button', { name: 'Notes' }));
  const sheet = target.querySelector('aside') as HTMLElement;
  await vi.waitFor(() => expect(getComputedStyle(sheet).display).toBe('block'));
  await userEvent.click(page.getByRole('button', { name: /^Verify/ }));
  await userEvent.fill(page.getByRole('textbox', { name: /^Link, or note/ }), 'https://example.org/a');
  await userEvent.click(page.getByRole('button', { name: /^Add/ }));
  expect(notes()).toContain('https://example.org/a');
  for (const control of sheet.querySelectorAll(
    '.notes :is(button, select, textarea, input:not([type=radio], [type=checkbox]))',
  )) {
    const { height, left, right } = control.getBoundingClientRect();
    expect(height).toBeGreaterThanOrEqual(24);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(right).toBeLessThanOrEqual(390);
  }
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(390);
  await userEvent.click(page.getByRole('button', { name: 'Notes' }));
  target.querySelectorAll<HTMLElement>('form.bar label b')[1]?.click();
  await vi.waitFor(() => expect(studio.stored.map(({ type }) => type)).toEqual(['attributes', 'verdict']));
  await vi.waitFor(() => expect(strip()).toContain('saved, gold'));
});

test('undo brings back what was written with the verdict', async () => {
  const studio = new MadeStudio(madePairs());
  await enter(studio);
  await press('r');
  await press('The register says so.{Escape}2');
  await stored(studio);
  await press('{Backspace}');
  await vi.waitFor(() =>
    expect(target.querySelector<HTMLTextAreaElement>('#rationale')?.value).toBe('The register says so.'),
  );
});

test.each(['light', 'dark'] as const)('axe finds nothing wrong with the notes and the protocol (%s)', async (theme) => {
  await settings.change({ theme });
  const studio = new MadeStudio(madePairs());
  await enter(studio);
  await press('e');
  await press('https://example.org/a{Enter}{Escape}');
  await userEvent.click(page.getByRole('button', { name: 'Whole protocol' }));
  const rules = { region: { enabled: false }, 'page-has-heading-one': { enabled: false } };
  const { violations } = await axe.run(target, { rules });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
});
