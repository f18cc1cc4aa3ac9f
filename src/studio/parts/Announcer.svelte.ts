import { untrack } from 'svelte';

/** What the polite live region says: saved, undone, scored. The same text twice is said twice. */
export class Announcer {
  text = $state('');

  /** Says a text. May be called in an effect: that effect does not run again because of it. */
  say(text: string): void {
    this.text = untrack(() => this.text) === text ? `${text}\u00a0` : text;
  }
}
