import { responseId } from '../../pairs/contentId';
import type { Message } from '../../pairs/Message';

/**
 * What a prompt is known by: the content id of an empty response to it. Pairs with one key have the same prompt, so that none of
 * them is an example for another, and all of them are held out together.
 */
export function promptKey(prompt: Message[]): string {
  return responseId(prompt, []);
}
