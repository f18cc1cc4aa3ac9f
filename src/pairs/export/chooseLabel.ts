import { foldVotes } from '../../verdicts/folds/foldVotes';
import { goldVotesOf } from '../../verdicts/folds/votesOf';
import { outcomeOf, strengthOf } from '../../verdicts/outcomeOf';
import type { Choice } from '../../verdicts/VerdictEvent';
import type { PairLabel } from '../Pair';
import { labelChoices, type AnnotatorFold, type ExportOptions, type LabelOrigin } from './ExportOptions';
import { eventsInForce } from './eventsInForce';
import type { ChosenLabel, Outcome } from './ExportRow';
import type { PairToExport } from './PairToExport';

/**
 * The label with which a pair leaves: the first that it has of the kinds asked for; null where it has none of them.
 *
 * @throws Error where an event that its verdicts' label names was not given and several annotators are asked for.
 */
export function chooseLabel(
  pair: PairToExport,
  { labels, annotators }: Pick<ExportOptions, 'labels' | 'annotators'>,
): ChosenLabel | null {
  for (const origin of labelChoices[labels]) {
    const label = labelOf(pair, origin, annotators);
    if (label !== null) return label;
  }
  return null;
}

function labelOf(pair: PairToExport, origin: LabelOrigin, annotators: AnnotatorFold): ChosenLabel | null {
  if (origin === 'gold') return goldOf(pair, annotators);
  if (origin === 'silver') return pair.silver === null ? null : fromChoices('silver', [pair.silver], pair.silver);
  return originalOf(pair.pair.label);
}

function originalOf(label: PairLabel): ChosenLabel | null {
  if (label === null) return null;
  return { origin: 'original', outcome: label, strength: null, firstShare: shareOf([label]), annotators: 1 };
}

function goldOf(given: PairToExport, fold: AnnotatorFold): ChosenLabel | null {
  const { label, personOf, estimate } = given;
  if (label === null) return null;
  const events = fold === 'newest' ? [] : eventsInForce(given);
  const verdicts = events.filter((event) => event.type === 'verdict');
  const folded = foldVotes(fold, { label, verdicts, votes: goldVotesOf(verdicts, personOf), estimate });
  return folded === null ? null : fromChoices('gold', folded.choices, folded.choice);
}

function fromChoices(origin: LabelOrigin, choices: Choice[], choice: Choice | null): ChosenLabel {
  const outcome = choice === null ? 'divided' : outcomeOf(choice);
  const strength = choice === null ? null : strengthOf(choice);
  return { origin, outcome, strength, firstShare: shareOf(choices.map(outcomeOf)), annotators: choices.length };
}

const shares: Partial<Record<Outcome, number>> = { first: 1, tie: 0.5, second: 0 };

function shareOf(outcomes: Outcome[]): number | null {
  const votes = outcomes.map((outcome) => shares[outcome]).filter((share) => share !== undefined);
  return votes.length === 0 ? null : votes.reduce((sum, share) => sum + share, 0) / votes.length;
}
