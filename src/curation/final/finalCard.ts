import { markdownCell } from '../../pairs/export/card/markdownCell';
import { markdownTable } from '../../pairs/export/card/markdownTable';
import type { HalfAccuracy, PairedComparison } from '../../rewards/paired/comparePaired';
import type { Statistic } from '../../rewards/Statistic';
import type { FinalFacts, RivalFacts } from './FinalFacts';

/** Begins what is added to the trainer's card; what follows it is written anew each time. */
const mark = '<!-- curation -->';

/** What a training wrote of a card to which something may have been added since. */
export function ownCard(card: string): string {
  const [own = ''] = card.split(`\n${mark}\n`);
  return `${own.trimEnd()}\n`;
}

/**
 * The card of a plan's final model: what its training wrote, and below it the data, the models before it and what it is for. The same
 * facts give the same bytes. All that comes from outside is escaped.
 */
export function finalCard(facts: FinalFacts): string {
  const own = withLicence(facts.card === null ? plainCard(facts) : ownCard(facts.card), facts.baseLicence);
  const parts = [mark, dataPart(facts), besidePart(facts), licencePart(facts), usePart];
  return `${own.trimEnd()}\n\n${parts.join('\n\n')}\n`;
}

function plainCard({ run }: FinalFacts): string {
  return `---\npipeline_tag: text-classification\ntags: [reward-model]\n---\n# ${run}\n\nA reward model.`;
}

/** The licence of the base model in the front matter, where the training has not put one. A JSON text is a YAML text. */
function withLicence(card: string, licence: string | null): string {
  if (licence === null || !card.startsWith('---\n') || /^license:/m.test(card.split('\n---')[0] ?? '')) return card;
  return card.replace('---\n', `---\nlicense: ${JSON.stringify(licence)}\n`);
}

function dataPart({ plan, versions, dataSet, run, base, settings }: FinalFacts): string {
  const { gold, silver, flipped, sha256, key } = dataSet;
  const others = Object.entries(versions).filter(([name]) => name !== 'plan');
  const turned = flipped === 0 ? '' : `, ${count(flipped)} of them flipped`;
  const rows: [string, string][] = [
    ['Plan', plan],
    ['Key of the plan', key],
    ...others.map(([name, version]): [string, string] => [`Version of ${name}`, version]),
    ['Data set', `${count(gold)} gold pairs (verified by people), ${count(silver)} silver ones (by machines)${turned}`],
    ['sha256 of the data set', sha256],
    ['Run', run],
    ...(base === null ? [] : [['Base model', base] as [string, string]]),
    ...Object.entries(settings),
  ];
  const key256 = 'The key is a sha256 over the settings and inputs of every step that made the data set.';
  return `## What it learned from\n\n${markdownTable(['What', 'Value'], rows)}\n\n${key256}`;
}

function besidePart({ gold, rivals, withoutReward }: FinalFacts): string {
  const title = '## Beside the models before it';
  if (gold === null)
    return `${title}\n\nNothing is known: the plan has no gold pair that was held out and that every model gave rewards.`;
  const rows = [
    ['this one', ...accuracyCells(gold.accuracy), eceWords(gold.ece), '', ''],
    ...rivals.map(({ comparison, ece, ...rival }) => [
      nameOf(rival),
      ...accuracyCells(comparison.older),
      eceWords(ece),
      differenceWords(comparison),
      probabilityWords(comparison.p),
    ]),
  ];
  const head = ['Model', 'Accuracy', '95 % interval', 'ECE', 'This one is better by', 'p (McNemar, exact)'];
  const left =
    withoutReward === 0 ? '' : ` ${count(withoutReward)} more got no reward of one of them and are left out.`;
  return [
    title,
    `On the same ${count(gold.pairs)} gold pairs, scored alike. This model has not learned from them nor from any pair with one of their prompts.${left}`,
    markdownTable(head, rows),
    ...rivals.map((rival) => verdictWords(rival)),
    'They chose the checkpoint of this model, and gold chose among the models of the iterations: fresh pairs give a fairer figure. Equal rewards count half.',
  ].join('\n\n');
}

function nameOf({ what, id }: Pick<RivalFacts, 'what' | 'id'>): string {
  return what === 'selected' ? 'best model of the iterations' : `model in use, ${id}`;
}

function verdictWords({ comparison, ...rival }: RivalFacts): string {
  const name = markdownCell(nameOf(rival));
  if (comparison.finding === 'better') return `It beats the ${name}.`;
  if (comparison.finding === 'worse') return `It is worse than the ${name}.`;
  return `It does not beat the ${name}: the pairs do not tell the two apart.`;
}

function licencePart({ base, baseLicence, dataLicence }: FinalFacts): string {
  const model = base === null ? 'the model that it started from' : markdownCell(base);
  const ofBase = baseLicence === null ? 'has its own licence, which applies' : `is under ${markdownCell(baseLicence)}`;
  const ofData = dataLicence === null ? 'The plan names none for the data.' : `The data: ${markdownCell(dataLicence)}.`;
  return `## Licence\n\nThe base model, ${model}, ${ofBase}. ${ofData}`;
}

const usePart = `## Intended use

To compare responses to one prompt, of the kind that the data set holds: as the reward of a policy that is trained, to choose one of several
responses, to find labels that are worth a second look. Its rewards are no grade of a single response and are not comparable between
prompts. It has the taste of the protocol and of the people behind its gold labels, and the errors of the machines behind the silver ones.
It decides nothing about people.`;

function accuracyCells({ share, interval }: HalfAccuracy): [string, string] {
  return [percent(share), `${percent(interval.low)} to ${percent(interval.high)}`];
}

function differenceWords({ difference }: PairedComparison): string {
  const points = (share: number) => `${share < 0 ? '−' : ''}${Math.abs(100 * share).toFixed(1)}`;
  return `${points(difference.difference)} points (${points(difference.low)} to ${points(difference.high)})`;
}

function probabilityWords(p: number): string {
  return p < 0.001 ? 'below 0.001' : p.toFixed(3);
}

function eceWords(ece: Statistic): string {
  return ece.kind === 'value' ? ece.value.toFixed(3) : 'none';
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function count(number: number): string {
  return number.toLocaleString('en');
}
