import type { LabelFold } from '../verdicts/LabelFold';
import { newestLast } from '../verdicts/newestLast';
import { me } from '../verdicts/PersonOf';
import type { Choice, VerdictData } from '../verdicts/VerdictEvent';
import type { JudgedPair, PairFacts } from './JudgedPair';
import { knownOutcome } from './knownOutcome';

/**
 * This person's verdicts of one pair beside what is known of it; null where this person has given none that is in force, and
 * then nothing else of the pair is looked at either.
 *
 * @param facts read only once it is certain that the pair was judged.
 */
export function judgedPairOf(fold: LabelFold, pair: string, facts: () => PairFacts): JudgedPair | null {
  const { personOf } = fold;
  const verdicts = fold.verdicts(pair);
  const own = verdicts.filter(({ client }) => personOf(client) === me);
  const met = own.filter(({ data }) => isOfQueue(data));
  const judged = met.filter(({ data }) => data.choice.kind !== 'skip');
  const first = judged[0] ?? met[0];
  if (!first) return null;
  const others = verdicts.filter(({ client }) => personOf(client) !== me);
  return {
    ...facts(),
    first,
    blind: judged.findLast(({ data }) => data.visibility === 'blind') ?? null,
    revealed: judged.findLast(({ data }) => data.visibility === 'revealed') ?? null,
    repeats: own.filter(({ data }) => data.occasion === 'repeat'),
    known: knownOutcome(others, personOf, first.at),
    ...historyOf(fold, pair),
  };
}

/** What the whole history says, superseded and undone verdicts included. */
function historyOf(fold: LabelFold, pair: string): Pick<JudgedPair, 'drawn' | 'corrected'> {
  const own = fold.eventsOf(pair).filter(({ client }) => fold.personOf(client) === me);
  const given = own.filter((event) => event.type === 'verdict').filter(({ data }) => isOfQueue(data));
  const [earliest] = given.sort(newestLast);
  const judgements = given.map(({ data }) => data.choice).filter(({ kind }) => kind !== 'skip');
  return {
    drawn: earliest?.data.queueReason === 'random',
    corrected: new Set(judgements.map(choiceKey)).size > 1,
  };
}

function isOfQueue({ occasion }: VerdictData): boolean {
  return occasion === undefined || occasion === 'queue';
}

function choiceKey(choice: Choice): string {
  return choice.kind === 'preference' ? String(choice.strength) : choice.kind;
}
