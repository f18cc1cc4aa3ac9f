import { seededShare } from '../seededShare';

/**
 * Whether a gold pair is held out of training, to choose the gold reward model's checkpoint by. The paper does not say how that is
 * chosen: a share of gold, cut by prompt, so that no held-out prompt was trained on.
 *
 * @param prompt `promptKey`.
 */
export function isHeldOut(seed: string, prompt: string, share: number): boolean {
  return seededShare(seed, 'held out', prompt) < share;
}
