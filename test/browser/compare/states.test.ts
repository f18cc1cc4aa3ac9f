import { page } from 'vitest/browser';
import { afterEach, expect, test, vi } from 'vitest';
import { axeFindings } from '../axeFindings';
import { openStudio, type OpenStudio } from '../load/openStudio';
import { giveRewards, leaveCompare, openCompare, pairsFile, threeModels, type MadeModel } from './compareStudio';

const [one, two] = threeModels;
let open: OpenStudio;
let models: MadeModel[] = [];

afterEach(async () => {
  expect(await axeFindings(document.querySelector('.room') ?? document.body)).toEqual([]);
  await leaveCompare(open, models);
  models = [];
});

async function says(...texts: string[]): Promise<void> {
  await vi.waitFor(
    () => {
      for (const text of texts) expect(open.text()).toContain(text);
    },
    { timeout: 20_000 },
  );
}

function titles(): string[] {
  return [...document.querySelectorAll('figure h2')].map(({ textContent }) => textContent);
}

/** Imports a file and gives its pairs rewards, without going to the room. */
async function load(file: File, given: MadeModel[]): Promise<void> {
  open = await openStudio('#/home');
  await open.studio.importing.take([file]);
  await open.studio.importing.start();
  models = given;
  await giveRewards(open, models);
}

test('without rewards the room says how to get some', async () => {
  await load(pairsFile('none.jsonl', 20), []);
  location.hash = '#/compare';
  await says('No model has scored', 'bring rewards');
  await expect.element(page.getByRole('button', { name: /^Score with/ })).toBeVisible();
});

test('one model is compared with the labels alone, and the room says what a second one would show', async () => {
  if (one) models = [one];
  open = await openCompare(60, models);
  await says('60 of 60 pairs that Small model has scored', 'Choose a second model');
  expect(titles()).toEqual(expect.arrayContaining(['Margins, Small model', 'Is p what it says? Small model']));
  expect(document.querySelector('canvas')).toBeNull();
});

test('models that scored other pairs have nothing in common, and each says how much it scored', async () => {
  if (one) await load(pairsFile('apart.jsonl', 40), [{ ...one, scored: 0.5 }]);
  const other: MadeModel = { key: 'made-none', title: 'Scored elsewhere', noise: 1, lift: 1, scored: 0 };
  await giveRewards(open, [other]);
  models = [...models, other];
  location.hash = `#/compare?models=made-one,made-none`;
  await says('No pair was scored by all 2 models', 'Small model: 20 pairs of 40 pairs', 'Scored elsewhere: 0 pairs');
  await page.getByRole('button', { name: 'Choose models' }).first().click();
  await page.getByRole('checkbox', { name: 'Scored elsewhere' }).click();
  await page.getByRole('button', { name: 'Compare 1 model' }).click();
  await says('20 of 40 pairs that Small model has scored');
});

test('a model whose rewards are all alike is named, and correlations say why there are none', async () => {
  const constant: MadeModel = { key: 'made-constant', title: 'Always the same', noise: 0, lift: 0, constant: true };
  if (one) models = [one, constant];
  open = await openCompare(60, models);
  await says('Always the same gives both responses of every pair the same reward');
  const scatter = [...document.querySelectorAll('figure')].find((figure) => figure.textContent.includes(' by Always'));
  await vi.waitFor(() => expect(scatter?.querySelector('.note')?.textContent).toContain('r \u2013'));
});

test('pairs without labels are compared by their margins, and the room says that nothing is with or against a label', async () => {
  const rows = Array.from({ length: 40 }, (_, row) =>
    JSON.stringify({
      prompt: `Open question ${String(row)}`,
      response_a: `One ${String(row)}`,
      response_b: `Two ${String(row)}`,
    }),
  );
  if (one && two) await load(new File([rows.join('\n')], 'unlabelled.jsonl'), [one, two]);
  location.hash = '#/compare';
  await says('40 of 40 pairs', 'No compared pair has a label', 'No labelled pair is selected');
});

test('a model of an address that this browser does not know is named by its key, with no pair scored', async () => {
  if (one) await load(pairsFile('unknown.jsonl', 20), [one]);
  location.hash = '#/compare?models=made-one,0123456789abcdef0123';
  await says('No pair was scored by all 2 models', '0123456789abcdef: 0 pairs');
});
