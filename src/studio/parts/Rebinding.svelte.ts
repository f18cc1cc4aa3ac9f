import { clash, keyHolder } from './keyHolder';
import { settings, type ChosenKeys } from './Settings.svelte';
import { isFirstOfTwo, keyOf, keysOf, printedKey, shortcuts, type ShortcutName } from './shortcuts';

/** Which shortcut waits for a key, and which of its keys that takes the place of; null: one more. */
export interface Wanted {
  name: ShortcutName;
  replaced: string | null;
}

/** Keys that move the focus, scroll, or belong to the control that has the focus. */
const kept = /^(?:Shift\+)?(?:Space|Tab|Arrow\w+|Home|End|PageUp|PageDown)$/;
const modifiers = ['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead', 'Process', 'Unidentified'];

/** Choosing other keys for shortcuts: one at a time is pressed, and what is in its way is named first. */
export class Rebinding {
  wanted = $state.raw<Wanted | null>(null);
  /** The first key of two, while the second is awaited. */
  first = $state<string | null>(null);
  /** Why the key that was pressed is not taken yet; `holder` has it now, where it can be moved. */
  problem = $state.raw<{ keys: string; text: string; holder: ShortcutName | null } | null>(null);

  /** Waits for a key in place of `replaced`, or for one more. */
  ask(name: ShortcutName, replaced: string | null): void {
    this.cancel();
    this.wanted = { name, replaced };
  }

  cancel(): void {
    this.wanted = this.first = this.problem = null;
  }

  /** Takes a key that was pressed while one is awaited. Tab still moves the focus, and Esc cancels. */
  press(event: KeyboardEvent): void {
    const { wanted } = this;
    if (!wanted || event.key === 'Tab' || modifiers.includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return this.cancel();
    if (event.repeat) return;
    const keys = this.first ? `${this.first} ${keyOf(event)}` : keyOf(event);
    // Rooms know single keys only; two in a row work everywhere.
    const mayBeTwo = shortcuts[wanted.name].context === 'everywhere';
    if (mayBeTwo && !this.first && isFirstOfTwo(keys)) this.first = keys;
    else this.#offer(wanted, keys);
  }

  /** Takes the key away from the shortcut that has it. */
  async move(): Promise<boolean> {
    const { wanted, problem } = this;
    if (!wanted || !problem?.holder) return true;
    const left = keysOf(problem.holder).filter((held) => !clash(held, problem.keys));
    return this.#bind(wanted, problem.keys, { [problem.holder]: left });
  }

  /** Takes the awaited key's place away, without another in it. */
  async remove(): Promise<boolean> {
    const { wanted } = this;
    if (!wanted?.replaced) return true;
    const left = keysOf(wanted.name).filter((held) => held !== wanted.replaced);
    return this.#keep({ [wanted.name]: left });
  }

  /** Gives every shortcut its own keys again. */
  async reset(): Promise<boolean> {
    this.cancel();
    return settings.change({ keys: {} });
  }

  #offer(wanted: Wanted, keys: string): void {
    this.first = null;
    const holder = keyHolder(keys, wanted.name);
    const printed = printedKey(keys);
    if (keys.split(' ').some((key) => kept.test(key))) {
      const text = `${printed} moves the focus or scrolls, so it cannot be a shortcut. Press another key.`;
      this.problem = { keys, holder: null, text };
    } else if (holder) {
      const text = `${printed} is in use for \u201c${shortcuts[holder].title}\u201d. Press another key, or move it here.`;
      this.problem = { keys, holder, text };
    } else void this.#bind(wanted, keys, {});
  }

  #bind({ name, replaced }: Wanted, keys: string, others: ChosenKeys): Promise<boolean> {
    const held = keysOf(name).filter((key) => key !== keys);
    const bound =
      replaced && held.includes(replaced) ? held.map((key) => (key === replaced ? keys : key)) : [...held, keys];
    return this.#keep({ ...others, [name]: bound });
  }

  #keep(changed: ChosenKeys): Promise<boolean> {
    this.cancel();
    return settings.change({ keys: { ...settings.keys, ...changed } });
  }
}
