import { untrack } from 'svelte';

/** What the polite live region says: saved, undone, scored. The same text twice is said twice. */
export class Announcer {
  text = $state('');

  /** May be called inside an effect: it depends on nothing that was said before. */
  say(text: string): void {
    this.text = untrack(() => this.text) === text ? `${text}\u00a0` : text;
  }
}
