import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import type { PairLabel } from '../Pair';
import { jsonLines } from './jsonLines';
import type { VerifiedPair } from './VerifiedPair';

/**
 * Where each row of an export comes from, in a file of its own (trainers drop or refuse columns that they do not know), row by
 * row in the order of the export and joined by `row` or by `pair_id`. Rewards and responses are named by the side that left as
 * chosen; `strength` is the canonical one (negative: the response whose id sorts first is better).
 */
export function provenance(pairs: VerifiedPair[]): string {
  return jsonLines(pairs.map((pair, row) => rowOf(pair, row)));
}

function rowOf(verified: VerifiedPair, row: number): object {
  const { pair, chosen, rejected, strength } = verified;
  const inForce = eventsInForce(verified);
  return {
    row,
    pair_id: pair.id,
    chosen_id: chosen.id,
    rejected_id: rejected.id,
    source: pair.source,
    verified: true,
    verdict: strength < 0 ? 'first' : 'second',
    strength,
    original_label: pair.label,
    flipped: isFlipped(pair.label, strength),
    reason_codes: sorted(inForce.flatMap((event) => (event.type === 'verdict' ? event.data.reasons : []))),
    n_annotators: new Set(inForce.map((event) => event.client)).size,
    blind: inForce.some((event) => event.type === 'verdict' && event.data.visibility === 'blind'),
    protocols: sorted(inForce.flatMap((event) => (event.type === 'verdict' ? [event.data.protocol] : []))),
    rm_scores: scoresOf(verified),
    event_hashes: inForce.map((event) => event.hash),
  };
}

/** The events that a pair's label names, in its order: oldest first. */
export function eventsInForce({ label, events, pair }: Pick<VerifiedPair, 'label' | 'events' | 'pair'>): LedgerEvent[] {
  const byId = new Map(events.map((event) => [event.id, event]));
  return label.events.map((id) => {
    const event = byId.get(id);
    if (event === undefined)
      throw new Error(`The export of pair ${pair.id} was not given its verdict ${id}. Reload and export again.`);
    return event;
  });
}

function isFlipped(label: PairLabel, strength: number): boolean {
  return (label === 'first' && strength > 0) || (label === 'second' && strength < 0);
}

function scoresOf({ rewards, strength }: VerifiedPair): object[] {
  const scores = rewards.map(({ checkpoint, first, second }) => {
    return strength < 0
      ? { checkpoint, chosen: first, rejected: second }
      : { checkpoint, chosen: second, rejected: first };
  });
  return scores.sort((one, other) => (one.checkpoint < other.checkpoint ? -1 : 1));
}

function sorted(texts: string[]): string[] {
  return [...new Set(texts)].sort();
}
