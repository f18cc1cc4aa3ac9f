import { lacking } from '../../verdicts/protocol/lacking';
import { protocolName, type Protocol } from '../../verdicts/protocol/Protocol';
import type { TaskCategory } from '../../verdicts/attributeValues';
import type { Choice, VerdictData } from '../../verdicts/VerdictEvent';
import type { PairOnScreen } from './PairOnScreen';
import type { VerdictNotes } from './VerdictNotes.svelte';

/** Under what a verdict is given: the team's protocol, and what is known of the pair's attributes. */
export interface GivenUnder {
  protocol: Protocol;
  category: TaskCategory | null;
  attributesVerified: boolean;
}

/** A verdict as it is stored: what was chosen, seen and written, and what the protocol misses in it. */
export function verdictData(shown: PairOnScreen, choice: Choice, notes: VerdictNotes, under: GivenUnder): VerdictData {
  const given = notes.given();
  const { protocol, category, attributesVerified } = under;
  return {
    choice,
    visibility: shown.phase === 'revealed' || shown.seenBefore ? 'revealed' : 'blind',
    left: shown.left,
    ...given,
    elapsedMs: shown.time.milliseconds(),
    queueReason: shown.reason,
    protocol: protocolName(protocol),
    ...(shown.repeat && shown.phase === 'judging' && { occasion: 'repeat' as const }),
    lacks: lacking(protocol, category, choice.kind, { ...given, attributesVerified }),
  };
}
