import type { ScoreRequest } from '../contract';
import { textOrder, type TextOrder } from './textOrder';

export interface WindowOptions {
  /** Whether requests with equal prompts stay together, because the model can share their computation. */
  keepPrompts: boolean;
  /** Distinct texts of a window: enough to find neighbours of one length, or all responses of some prompts, among them. */
  texts: number;
  /** Characters of a window's distinct texts together; one text may have more. */
  characters: number;
}

const usual: WindowOptions = { keepPrompts: false, texts: 256, characters: 4e6 };

/** Requests with one text: indices into the requests of the call, the first of which stands for all. */
export type EqualRequests = readonly [number, ...number[]];

/**
 * Orders requests by the length of their text, shortest first, and cuts them into windows, which are prepared and planned
 * each as a whole. Requests with equal messages are one entry and never fall into two windows. Shortest first, so that
 * results come at once and the size of batches finds its measure on cheap ones. Where prompts are kept together, a prompt
 * takes the place of its longest text and is parted only where it alone is more than a window; equal messages are then one
 * entry where their prompts are equal, too.
 */
export function* windowsByLength(
  requests: readonly ScoreRequest[],
  options: Partial<WindowOptions> = {},
): Generator<EqualRequests[]> {
  const { keepPrompts, texts, characters } = { ...usual, ...options };
  const order = textOrder(requests, keepPrompts);
  let window: EqualRequests[] = [];
  let used = 0;
  for (const group of groupsOf(order)) {
    const size = sizeOf(group, order);
    const fits = window.length + group.length <= texts && used + size <= characters;
    if (!fits && window.length > 0) {
      yield window;
      [window, used] = [[], 0];
    }
    for (const entry of group) {
      const length = order.lengthOf(entry[0]);
      if (window.length > 0 && (window.length >= texts || used + length > characters)) {
        yield window;
        [window, used] = [[], 0];
      }
      window.push(entry);
      used += length;
    }
  }
  if (window.length > 0) yield window;
}

/** Entries that belong together: those of one prompt, or one alone. */
function* groupsOf(order: TextOrder): Generator<EqualRequests[]> {
  let group: EqualRequests[] = [];
  for (const entry of entriesOf(order)) {
    if (group[0] && !order.isSamePrompt(group[0][0], entry[0])) {
      yield group;
      group = [];
    }
    group.push(entry);
  }
  if (group.length > 0) yield group;
}

function* entriesOf(order: TextOrder): Generator<EqualRequests> {
  let entry: [number, ...number[]] | null = null;
  for (const index of order.indices()) {
    if (entry && order.isSameText(entry[0], index)) entry.push(index);
    else {
      if (entry) yield entry;
      entry = [index];
    }
  }
  if (entry) yield entry;
}

function sizeOf(group: readonly EqualRequests[], order: TextOrder): number {
  return group.reduce((sum, [index]) => sum + order.lengthOf(index), 0);
}
