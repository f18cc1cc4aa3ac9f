import { sigmoid } from '../../rewards/sigmoid';
import { stageTwoBits } from '../stageTwo/stageTwoBits';
import type { CuratedLabel, UnlabelledReason } from './CuratedLabel';
import { foldSources } from './foldSources';
import type { GoldSource, LabelSources, SilverSource, StageTwoSource } from './LabelSources';

/** A label, the sentences that explain it, and all that it was folded from. */
export interface Explanation {
  label: CuratedLabel;
  /** The rule's outcome first, then what it was made from: verdicts, votes, rewards, versions. */
  sentences: string[];
  sources: LabelSources;
}

/** How a pair came to its label, back to verdicts, votes, rewards and versions. */
export function explainLabel(sources: LabelSources): Explanation {
  const label = foldSources(sources);
  const { original, gold, silver, stageTwo, versions } = sources;
  const sentences = [
    outcomeSentence(label),
    original === null ? 'The source chooses no response.' : `The source chooses the ${original} response.`,
    ...(gold ? goldSentences(gold) : []),
    ...(silver ? silverSentences(silver) : []),
    ...(stageTwo ? [ruleSentence(stageTwo)] : []),
    ...Object.entries(versions).map(([name, version]) => `${name}: ${version}`),
  ];
  return { label, sentences, sources };
}

const reasons: Readonly<Record<UnlabelledReason, string>> = {
  contaminated: 'it shares text with a benchmark',
  undecidable: 'people found that nobody can decide it, and no machine is asked',
  no_preference: 'people found neither response better',
  divided: 'people contradict each other and nobody has adjudicated',
  disputed: 'rows of it contradict each other, and only a person may label it',
  abstained: 'the judges made no majority',
  discarded: 'the rule of stage 2 did not keep it',
  not_scored: 'it has no label to test, or a reward is missing',
  open: 'nobody has labelled it yet',
};

function outcomeSentence(label: CuratedLabel): string {
  if (label.kind === 'none') return `No label: ${reasons[label.why]}.`;
  const by = label.origin === 'gold' ? 'people' : label.stage === 1 ? 'judges' : 'the rule of stage 2';
  const flip = label.flipped ? ' The label of the source was flipped.' : '';
  return `The ${label.chosen} response is chosen: ${label.origin}, stage ${label.stage}, by ${by}.${flip}`;
}

function goldSentences({ outcome, fold, people, events, protocols }: GoldSource): string[] {
  return [
    `${people} ${people === 1 ? 'person' : 'people'} under ${protocols.join(', ')}: ${outcome} (fold ${fold}).`,
    ...events.map(({ id, hash }) => `Verdict ${id}, sha256 ${hash}.`),
  ];
}

function silverSentences({ merged, examples, prompt, revisions }: SilverSource): string[] {
  const { vote, because, models } = merged;
  const said = models.map(({ model, vote: own, because: why, tally, abstentions }) => {
    const lost = Object.entries(abstentions).map(([code, count]) => `${count} ${code}`);
    const counts = [`${tally.first} first`, `${tally.second} second`, `${tally.undecidable} undecidable`, ...lost];
    return `Judge ${model} (${revisions[model] ?? 'version unknown'}): ${own}${why ? `, ${why}` : ''}; ${counts.join(', ')}.`;
  });
  return [
    `The judges together: ${vote}${because ? `, ${because}` : ''}.`,
    ...said,
    `They were asked with prompt ${prompt} and ${examples.length} gold examples${examples.length > 0 ? `: ${examples.join(', ')}` : ''}.`,
  ];
}

function ruleSentence({ bits, bestMargin, goldMargin, bestModel, goldModel, vote }: StageTwoSource): string {
  const isSet = (bit: number) => (bits & bit) !== 0;
  const said = (agrees: boolean) => (agrees ? 'agrees' : 'does not');
  const p = (margin: number | null) => (margin === null ? 'no reward' : `p = ${sigmoid(margin).toFixed(4)}`);
  return (
    `keep = gold and (best or judges): gold model ${goldModel} ${p(goldMargin)}, ${said(isSet(stageTwoBits.gold))}; ` +
    `best model ${bestModel} ${p(bestMargin)}, ${said(isSet(stageTwoBits.best))}; judges ${vote}, ${said(isSet(stageTwoBits.llm))}.`
  );
}
