import type { Label } from './Label';
import { newestLast } from './newestLast';
import { onlyMe, type PersonOf } from './PersonOf';
import { sameChoice } from './sameChoice';
import type { LedgerEvent } from './VerdictEvent';
import { verdictsInForce, type Verdict } from './verdictsInForce';

/**
 * The label that all events of one pair fold to, or null when no verdict is in force.
 *
 * The newest verdict in force is the label, a skip only where nobody judged; where somebody adjudicated, the newest
 * adjudication. After the reveal a person keeps or revises: both are verdicts given with rewards visible, and both leave the
 * blind verdict in force beside them. The label is gold when a blind verdict of the same person that judged (any choice but
 * skip) is in force, the label says the same, and one verdict of that choice has all that the protocol asks for: so a keep
 * leaves it gold, a revision (of the strength too) takes the gold away, and a verdict that was never given blind has none to
 * lose. A repeat, given to see whether the person is consistent, is never the label.
 */
export function foldPair(
  pair: string,
  events: ReadonlyMap<string, LedgerEvent>,
  personOf: PersonOf = onlyMe,
): Label | null {
  const verdicts = verdictsInForce(events, personOf).filter(isNoRepeat).sort(newestLast);
  const deciding = decidingVerdict(verdicts);
  if (!deciding) return null;
  const { choice } = deciding.data;
  const own = verdicts.filter(({ client }) => personOf(client) === personOf(deciding.client));
  const blind = own.findLast((verdict) => verdict.data.visibility === 'blind');
  const agrees = blind !== undefined && choice.kind !== 'skip' && sameChoice(choice, blind.data.choice);
  const gold = agrees && own.some(({ data }) => sameChoice(data.choice, choice) && !data.lacks?.length);
  return { pair, choice, gold, events: verdicts.map((verdict) => verdict.id) };
}

function decidingVerdict(verdicts: Verdict[]): Verdict | undefined {
  const adjudication = verdicts.findLast(({ data }) => data.occasion === 'adjudication');
  return adjudication ?? verdicts.findLast(({ data }) => data.choice.kind !== 'skip') ?? verdicts.at(-1);
}

function isNoRepeat({ data }: Verdict): boolean {
  return data.occasion !== 'repeat';
}
