import { page } from 'vitest/browser';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { judgeBenchResults, withoutVersion, type RewardModels } from '../../benchmarks/support/judgeBenchResults';
import models from '../../files/benchmarks/judgebench-reward-models.json';
import { BenchmarkRoom } from './BenchmarkRoom';

const kept = import.meta.glob<string>('../../files/benchmarks/reports/*', { query: '?raw', import: 'default' });
const { judges } = models as unknown as RewardModels;
const room = new BenchmarkRoom();
const button = (name: string | RegExp) => page.getByRole('button', { name });

beforeAll(async () => {
  await room.enter('#/benchmarks');
  room.studio.router.go('benchmarks', { of: 'judgebench' });
  await button(/^Take GPT-4o split/).click();
  await room.shows('350 items with 700 responses are here');
}, 60_000);
afterAll(() => room.close());

/** What the studio hands to the browser's downloads when a button is pressed. */
async function downloaded(press: () => Promise<void>): Promise<string> {
  const blobs: Blob[] = [];
  const spy = vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
    blobs.push(blob as Blob);
    return 'blob:made';
  });
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
  try {
    await press();
    await vi.waitFor(() => expect(blobs).toHaveLength(1));
  } finally {
    spy.mockRestore();
    click.mockRestore();
  }
  return (blobs[0] as Blob).text();
}

const cell = (share: number) => share.toFixed(1);

test.each(judges)(
  '$judge: its official result file gives the official figures on the screen, and the report of the command line to the byte',
  async ({ judge, official }) => {
    room.studio.router.go('benchmarks', { of: 'judgebench' });
    await page.getByRole('textbox', { name: 'Name of the model' }).fill(judge);
    const file = new File([judgeBenchResults(models as unknown as RewardModels, judge)], `${judge}.jsonl`);
    room.choose('Files of rewards', file);
    await room.shows(`${judge} on JudgeBench`);
    const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent.replace(/\s+/g, ' '));
    const shown = (title: string) => rows.find((row) => row.includes(`GPT-4o: ${title} `)) ?? '';
    expect(shown('all pairs')).toContain(cell(official['Overall']?.two_orders ?? NaN));
    expect(shown('mean of the categories')).toContain(cell(official.macro4_as_Skywork_V2));
    for (const [source, title] of [
      ['mmlu-pro', 'Knowledge'],
      ['livebench-reasoning', 'Reasoning'],
      ['livebench-math', 'Math'],
      ['livecodebench', 'Coding'],
    ] as const)
      expect(shown(title), title).toContain(cell(official[source]?.two_orders ?? NaN));
    for (const [format, name] of [
      ['md', 'Markdown'],
      ['csv', 'CSV'],
      ['json', 'JSON'],
    ] as const) {
      const text = await downloaded(() => page.getByRole('button', { name, exact: true }).click());
      const expected = await kept[`../../files/benchmarks/reports/${judge}.${format}`]?.();
      expect(withoutVersion(text), format).toBe(expected);
    }
  },
);

test('its items: the ties are named, a pair that stands there counts as revealed, and its texts can be read', async () => {
  const tied = judges.find(({ judge }) => judge.includes('27B'));
  const key = room.desk.reports.find(({ title }) => title === tied?.judge)?.key ?? '';
  room.studio.router.go('benchmarks', { of: 'judgebench', model: key, outcome: 'tie' });
  await room.shows('1 to 3 of 3');
  const before = room.studio.revealed.size;
  expect(before).toBeGreaterThanOrEqual(3);
  const [first] = [...document.querySelectorAll<HTMLButtonElement>('button.open')];
  first?.click();
  await room.shows('Response 2,');
  expect(location.hash).toContain('item=');
});

test('both stand in the table of the seven, beside the published ones, with what is missing as missing', async () => {
  room.studio.router.go('benchmarks');
  await room.shows('Beside the published models');
  const rows = [...document.querySelectorAll('tbody tr')].map((row) => row.textContent.replace(/\s+/g, ' ').trim());
  for (const { judge, official } of judges) {
    const row = rows.find((one) => one.startsWith(judge)) ?? '';
    expect(row).toContain(cell(official.macro4_as_Skywork_V2));
    expect(row.match(/missing/g)).toHaveLength(6);
  }
  expect(rows.find((row) => row.startsWith('Llama-3.1-8B-40M'))).toContain('88.6');
});

test('the rewards that come out can be brought in again and give the same figures', async () => {
  const [report] = room.desk.reports;
  if (!report) throw new Error('There is no report.');
  room.studio.router.go('benchmarks', { of: 'judgebench', model: report.key });
  const scores = await downloaded(() => button('Rewards, JSON Lines').click());
  const key = await room.desk.bring(
    'judgebench',
    [{ name: 'again.jsonl', content: new Blob([scores]) }],
    'brought again',
  );
  expect(room.desk.report('judgebench', key ?? '')?.report.result).toEqual(report.report.result);
});

test('models that have rewards for different items are compared on those that all have', async () => {
  const lines = judgeBenchResults(models as unknown as RewardModels, judges[0]?.judge ?? '').split('\n');
  const part = new Blob([lines.slice(0, 100).join('\n')]);
  await room.desk.bring('judgebench', [{ name: 'part.jsonl', content: part }], 'a part');
  room.studio.router.go('benchmarks', { of: 'judgebench' });
  await room.shows('100 of 350');
  await button('Compare on the items that all have').click();
  await room.shows(/100 items count for all \d models/);
});
