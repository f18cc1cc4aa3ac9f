import type { Label } from './Label';
import { newestLast } from './newestLast';
import { sameChoice } from './sameChoice';
import type { LedgerEvent } from './VerdictEvent';
import { verdictsInForce } from './verdictsInForce';

/**
 * The label that all events of one pair fold to, or null when no verdict is in force.
 *
 * The newest verdict in force is the label. After the reveal a person keeps or revises: both are verdicts given with
 * rewards visible, and both leave the blind verdict in force beside them. The label is gold when a blind verdict that
 * judged (any choice but skip) is in force and the label says the same: so a keep leaves it gold, a revision (of the
 * strength too) takes the gold away, and a verdict that was never given blind has none to lose.
 */
export function foldPair(pair: string, events: ReadonlyMap<string, LedgerEvent>): Label | null {
  const verdicts = verdictsInForce(events).sort(newestLast);
  const newest = verdicts.at(-1);
  if (!newest) return null;
  const blind = verdicts.findLast((verdict) => verdict.data.visibility === 'blind');
  const { choice } = newest.data;
  const gold = blind !== undefined && choice.kind !== 'skip' && sameChoice(choice, blind.data.choice);
  return { pair, choice, gold, events: verdicts.map((verdict) => verdict.id) };
}
