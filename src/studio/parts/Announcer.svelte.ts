/** What the polite live region says: saved, undone, scored. The same text twice is said twice. */
export class Announcer {
  text = $state('');

  say(text: string): void {
    this.text = this.text === text ? `${text}\u00a0` : text;
  }
}
