import { cardHead } from '../../pairs/export/card/cardHead';
import { goldSentence } from '../../pairs/export/card/goldSentence';
import { markdownCell } from '../../pairs/export/card/markdownCell';
import { markdownTable } from '../../pairs/export/card/markdownTable';
import { trainPart } from '../../pairs/export/card/trainPart';
import type { CuratedData, StepLabels } from './CuratedData';

/** The README of a data set that a plan has made, beside its rows: what the Hub and `datasets` read as YAML, and what people should know. */
export function curatedCard(data: CuratedData, file: string): string {
  const head = cardHead({ title: data.plan, license: data.license, splits: [{ name: 'train', path: file }] });
  const parts = [
    `# ${data.plan}`,
    'Preference pairs, verified by people and machines: whole conversations as messages with role and content, of which the better ends with the better response (`chosen`, `rejected`). `pair_id` names the pair, `origin` says who verified its label (gold, silver), `step` which step of the plan, `flipped` whether its source said the other.',
    licenseWords(data),
    countsTable(data.steps),
    labelsPart(data),
    tablePart('Sources', ['Source', 'Pairs'], data.sources),
    judgedPart(data),
    trainPart,
    '## Limits\n\nSilver labels are as good as judges and reward models are; the shares of errors are measured nowhere in this folder. Pairs without a label are not in the data.',
  ];
  return `${head}\n---\n${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function licenseWords({ license }: CuratedData): string {
  return license === null
    ? 'The plan names no licence: those of the sources apply.'
    : `Licence: ${markdownCell(license)}.`;
}

function countsTable(steps: readonly StepLabels[]): string {
  const sum = (name: 'gold' | 'silver' | 'flipped') => steps.reduce((all, step) => all + step[name], 0);
  const row = (name: string, gold: number, silver: number, flipped: number) => [
    name,
    gold + silver,
    gold,
    silver,
    flipped,
  ];
  return markdownTable(
    ['Step', 'Pairs', 'Gold', 'Silver', 'of them flipped'],
    [
      ...steps.map(({ step, gold, silver, flipped }) => row(step, gold, silver, flipped)),
      row('all', sum('gold'), sum('silver'), sum('flipped')),
    ],
  );
}

function labelsPart({ fold, versions }: CuratedData): string {
  const made = Object.entries(versions).map(([name, version]) => `${name} ${version}`);
  return [
    '## Labels',
    `${goldSentence(fold)} Silver labels of stage 1 are those that the judges agree on, with gold pairs as examples; of stage 2 those that keep = gold model and (judges or best model) leaves, flipped ones among them where the plan recycles (arXiv 2507.01352).`,
    `Made by ${markdownCell(made.join(', '))}. \`assay curate explain PAIR PLAN\` gives a label's verdicts, votes and rewards.`,
  ].join('\n\n');
}

function judgedPart({ protocols, judges }: CuratedData): string {
  if (judges.length === 0) return tablePart('How it was judged', ['Protocol', 'Gold pairs'], protocols);
  const table = tablePart('How it was judged', ['Protocol', 'Gold pairs'], protocols) || '## How it was judged';
  return `${table}\n\nJudges: ${judges.map(markdownCell).join(', ')}.`;
}

function tablePart(title: string, head: readonly string[], rows: readonly (readonly [string, number])[]): string {
  const named = rows.map(([name, count]) => [name || '(none)', count]);
  return rows.length === 0 ? '' : `## ${title}\n\n${markdownTable(head, named)}`;
}
