import type { PairToJudge } from '../../pairs/PairToJudge';
import type { Queue } from '../../queue/Queue';
import type { Claim } from '../../queue/Reservations';
import type { Protocol } from '../../verdicts/protocol/Protocol';
import type { LedgerEvent } from '../../verdicts/VerdictEvent';
import type { OpenDataSet } from '../OpenDataSet.svelte';
import type { RevealMode } from '../parts/Settings.svelte';
import type { Revealed } from '../Revealed.svelte';
import type { Studio } from '../Studio.svelte';

/** What the session needs of the studio. */
export interface VerifyStudio extends Pick<Studio, 'fold' | 'append'> {
  store: Pick<Studio['store'], 'setting' | 'putSetting' | 'removeSetting'>;
  announcer: Pick<Studio['announcer'], 'say'>;
  revealed: Pick<Revealed, 'has' | 'add'>;
  pair(row: number): Promise<PairToJudge>;
}

export interface VerifyOptions {
  studio: VerifyStudio;
  open: OpenDataSet;
  /** Kept with the data set, so that a pair shows the same sides each time. */
  seed: string;
  /** All events of this browser in the order in which they were stored: what undo can go back to. */
  events: LedgerEvent[];
  revealMode: () => RevealMode;
  prepare: (pair: PairToJudge) => void;
  /** The rules under which verdicts are given; without them only the blind rule holds. */
  protocol?: () => Protocol;
  /** Orders what is left; without it label against model. */
  order?: () => Promise<Queue>;
  /** Of the pairs that come: how many are silent repeats; without it none. */
  repeatShare?: () => number;
  /** Whether the person knows of a pair which response the label prefers by how it was selected; without it never. */
  knowsLabel?: (pair: string) => boolean;
  /** Keeps pairs among the tabs of this browser; without it there is one tab. */
  claim?: Claim;
}
