import { eventsInForce } from './eventsInForce';
import type { ExportRow } from './ExportRow';

/**
 * Where a row comes from, in a file beside the data (trainers drop or refuse columns that they do not know): `row` is the place of
 * the pair among those that leave. Rewards and responses are named by the side that left as chosen; `strength` is the canonical one
 * (negative: the response whose id sorts first is better). `verdicts` are the events in force with their hashes, so that they join
 * a ledger again.
 */
export function rowProvenance(exported: ExportRow, row: number): object {
  const { pair, label, chosen, rejected, given } = exported;
  const events = eventsInForce(given);
  const verdicts = events.flatMap((event) => (event.type === 'verdict' ? [event.data] : []));
  return {
    row,
    pair_id: pair.id,
    chosen_id: chosen.id,
    rejected_id: rejected.id,
    source: pair.source,
    verified: label?.origin === 'gold',
    label_origin: label?.origin ?? null,
    verdict: label?.outcome ?? null,
    strength: label?.strength ?? null,
    first_share: label?.firstShare ?? null,
    original_label: pair.label,
    flipped: isFlipped(exported),
    reason_codes: unique(verdicts.flatMap(({ reasons }) => reasons)),
    n_annotators: new Set(events.map(({ client }) => given.personOf(client))).size,
    blind: verdicts.some(({ visibility }) => visibility === 'blind'),
    protocols: unique(verdicts.map(({ protocol }) => protocol)),
    rm_scores: scoresOf(exported),
    event_hashes: events.map(({ hash }) => hash),
    verdicts: events,
  };
}

function isFlipped({ pair, label }: ExportRow): boolean {
  const outcomes = [pair.label, label?.outcome];
  return outcomes.includes('first') && outcomes.includes('second');
}

function scoresOf({ pair, chosen, given }: ExportRow): object[] {
  const isFirst = chosen.id === pair.first.id;
  const scores = given.rewards.map(({ checkpoint, first, second }) => {
    return isFirst ? { checkpoint, chosen: first, rejected: second } : { checkpoint, chosen: second, rejected: first };
  });
  return scores.sort((one, other) => (one.checkpoint < other.checkpoint ? -1 : 1));
}

function unique(texts: string[]): string[] {
  return [...new Set(texts)].sort();
}
