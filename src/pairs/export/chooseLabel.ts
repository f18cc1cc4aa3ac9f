import { foldPair } from '../../verdicts/foldPair';
import type { Choice, LedgerEvent, Strength } from '../../verdicts/VerdictEvent';
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

function goldOf({ label, events, pair }: PairToExport, fold: AnnotatorFold): ChosenLabel | null {
  if (label === null) return null;
  if (fold === 'newest') return label.gold ? fromChoices('gold', [label.choice], label.choice) : null;
  const choices = goldChoices(pair.id, eventsInForce({ label, events, pair }));
  return choices.length === 0 ? null : fromChoices('gold', choices, agreed(choices, fold));
}

/** What each annotator's own verdicts fold to, where that is gold. */
function goldChoices(pair: string, events: LedgerEvent[]): Choice[] {
  const clients = [...new Set(events.map(({ client }) => client))].sort();
  return clients.flatMap((client) => {
    const own = events.filter((event) => event.client === client);
    const label = foldPair(pair, new Map(own.map((event) => [event.id, event])));
    return label?.gold === true ? [label.choice] : [];
  });
}

/** The choice that enough annotators share, of middling strength (the weaker one of two in the middle); null: divided. */
function agreed(choices: Choice[], fold: 'majority' | 'unanimous'): Choice | null {
  const needed = fold === 'unanimous' ? choices.length : Math.floor(choices.length / 2) + 1;
  const groups = choices.map((choice) => choices.filter((other) => outcomeOf(other) === outcomeOf(choice)));
  const enough = groups.find((group) => group.length >= needed);
  if (enough === undefined) return null;
  const byStrength = enough.toSorted((one, other) => Math.abs(strengthOf(one) ?? 0) - Math.abs(strengthOf(other) ?? 0));
  return byStrength[Math.floor((enough.length - 1) / 2)] ?? null;
}

function fromChoices(origin: LabelOrigin, choices: Choice[], choice: Choice | null): ChosenLabel {
  const outcome = choice === null ? 'divided' : outcomeOf(choice);
  const strength = choice === null ? null : strengthOf(choice);
  return { origin, outcome, strength, firstShare: shareOf(choices.map(outcomeOf)), annotators: choices.length };
}

function outcomeOf(choice: Choice): Outcome {
  if (choice.kind !== 'preference') return choice.kind;
  return choice.strength === 0 ? 'tie' : choice.strength < 0 ? 'first' : 'second';
}

function strengthOf(choice: Choice): Strength | null {
  return choice.kind === 'preference' ? choice.strength : null;
}

const shares: Partial<Record<Outcome, number>> = { first: 1, tie: 0.5, second: 0 };

function shareOf(outcomes: Outcome[]): number | null {
  const votes = outcomes.map((outcome) => shares[outcome]).filter((share) => share !== undefined);
  return votes.length === 0 ? null : votes.reduce((sum, share) => sum + share, 0) / votes.length;
}
