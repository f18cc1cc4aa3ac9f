import { boldOpenings } from './boldOpenings';
import { bulletSentences } from './bulletSentences';
import { confidentTone } from './confidentTone';
import { removeGreeting } from './removeGreeting';
import { reverseOrder } from './reverseOrder';
import type { Rewrite } from './Rewrite';
import { shorten } from './shorten';
import { stripMarkdown } from './stripMarkdown';

/** Every rewrite that the studio offers, in the order of its buttons. */
export const rewrites: readonly Rewrite[] = [
  stripMarkdown,
  bulletSentences,
  boldOpenings,
  shorten,
  reverseOrder,
  removeGreeting,
  confidentTone,
];
