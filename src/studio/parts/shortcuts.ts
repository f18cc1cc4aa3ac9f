import { settings } from './Settings.svelte';

/**
 * Every keyboard shortcut of the studio, once: handlers, the keys printed on controls, the cheatsheet and the palette read
 * it from here. Its keys are those of a new visitor; a person may choose others, which `keysOf` knows. `Mod` is Cmd on Apple
 * machines and Ctrl elsewhere; two keys with a space between them follow each other.
 */
export const shortcuts = {
  cheatsheet: { context: 'everywhere', keys: ['?'], title: 'Show the keyboard shortcuts' },
  palette: { context: 'everywhere', keys: ['Mod+k'], title: 'Open the command palette' },
  search: { context: 'everywhere', keys: ['/'], title: 'Search prompts and responses' },
  home: { context: 'everywhere', keys: ['g h'], title: 'Go to Home' },
  load: { context: 'everywhere', keys: ['g l'], title: 'Go to Load' },
  pairs: { context: 'everywhere', keys: ['g p'], title: 'Go to Pairs' },
  verify: { context: 'everywhere', keys: ['g v'], title: 'Go to Verify' },
  compare: { context: 'everywhere', keys: ['g c'], title: 'Go to Compare' },
  benchmarks: { context: 'everywhere', keys: ['g b'], title: 'Go to Benchmarks' },
  people: { context: 'everywhere', keys: ['g o'], title: 'Go to People' },
  report: { context: 'everywhere', keys: ['g r'], title: 'Go to Report' },
  models: { context: 'everywhere', keys: ['g m'], title: 'Go to Models' },
  curation: { context: 'everywhere', keys: ['g u'], title: 'Go to Curation' },
  export: { context: 'everywhere', keys: ['g e'], title: 'Go to Export' },
  step1: { context: 'verify', keys: ['1'], title: 'A much better' },
  step2: { context: 'verify', keys: ['2', 'a'], title: 'A clearly better' },
  step3: { context: 'verify', keys: ['3'], title: 'A slightly better' },
  step4: { context: 'verify', keys: ['4', '='], title: 'Tie' },
  step5: { context: 'verify', keys: ['5'], title: 'B slightly better' },
  step6: { context: 'verify', keys: ['6', 'b'], title: 'B clearly better' },
  step7: { context: 'verify', keys: ['7'], title: 'B much better' },
  bothBad: { context: 'verify', keys: ['0'], title: 'Both bad' },
  undecidable: { context: 'verify', keys: ['u'], title: 'Undecidable' },
  divergent: { context: 'verify', keys: ['9'], title: 'Reasonable people differ' },
  skip: { context: 'verify', keys: ['s'], title: 'Skip: put the pair off' },
  undo: { context: 'verify', keys: ['Backspace', 'Mod+z'], title: 'Undo the last verdict' },
  redo: { context: 'verify', keys: ['Shift+Backspace', 'Mod+Shift+z'], title: 'Redo it' },
  revisit: { context: 'verify', keys: ['v'], title: 'Back to the last pair, revealed' },
  history: { context: 'verify', keys: ['h'], title: 'To the last verdicts: arrows, then Enter' },
  keep: { context: 'verify', keys: ['k', 'Enter'], title: 'Keep what is revealed, go on' },
  reasons: { context: 'verify', keys: ['x'], title: 'Reasons: then a letter for each' },
  rationale: { context: 'verify', keys: ['r'], title: 'Write a rationale' },
  why: { context: 'verify', keys: ['Shift+x'], title: 'Say why people differ, after that verdict' },
  evidence: { context: 'verify', keys: ['e'], title: 'Add evidence: a link or a note' },
  decidedBy: { context: 'verify', keys: ['w'], title: 'Which difference decided' },
  attributes: { context: 'verify', keys: ['t'], title: 'Edit the attributes' },
  verifyAttributes: { context: 'verify', keys: ['Shift+t', 'Mod+Enter'], title: 'Verify the attributes as they stand' },
  diff: { context: 'verify', keys: ['d'], title: 'Mark what differs in the texts' },
  together: { context: 'verify', keys: ['l'], title: 'Scroll both responses together' },
  protocol: { context: 'verify', keys: ['Shift+p'], title: 'Read the whole protocol, or replace it' },
  raw: { context: 'verify', keys: ['m'], title: 'Rendered or raw texts' },
  prompt: { context: 'verify', keys: ['p'], title: 'Show the whole prompt' },
  queue: { context: 'verify', keys: ['q'], title: 'Choose the order of the queue' },
} as const satisfies Record<string, Shortcut>;

export interface Shortcut {
  context: 'everywhere' | 'verify';
  keys: readonly string[];
  title: string;
}

export type ShortcutName = keyof typeof shortcuts;

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.userAgent);

/** A pressed key in the notation of `shortcuts`. Shift is named only where it does not change the character. */
export function keyOf(event: KeyboardEvent): string {
  const letter = event.key.length === 1;
  const modified = isApple ? event.metaKey : event.ctrlKey;
  const named = event.shiftKey && (!letter || modified || /[a-z]/i.test(event.key));
  const key = event.key === ' ' ? 'Space' : letter ? latinLetter(event) : event.key;
  return `${modified ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${named ? 'Shift+' : ''}${key}`;
}

/** On keyboards of other scripts a letter key stands for the Latin letter in its place. */
function latinLetter({ key, code }: KeyboardEvent): string {
  const elsewhere = /[^\x20-\x7e]/.test(key) && /^Key[A-Z]$/.test(code);
  return (elsewhere ? code.slice(3) : key).toLowerCase();
}

export const shortcutNames = Object.keys(shortcuts) as ShortcutName[];

/** The keys of a shortcut: those that the person chose, or else its own. Empty where the person wants none. */
export function keysOf(name: ShortcutName): readonly string[] {
  return settings.keys[name] ?? shortcuts[name].keys;
}

/**
 * The shortcut that a key (or two keys, with a space) stands for in a context; null for any other key. A key that the person
 * chose counts before one that came with the studio.
 */
export function shortcutOf(keys: string, context: Shortcut['context']): ShortcutName | null {
  const names = shortcutNames.filter((name) => shortcuts[name].context === context && keysOf(name).includes(keys));
  return names.find((name) => settings.keys[name]) ?? names[0] ?? null;
}

/** Whether a key is the first of two. */
export function isFirstOfTwo(keys: string): boolean {
  return shortcutNames.some((name) => keysOf(name).some((of) => of.startsWith(`${keys} `)));
}

/** Whether a key works without Ctrl, Cmd or Alt: those can be switched off and rest while a person types. */
export function isSingleKey(keys: string): boolean {
  return !/^(?:Mod|Alt)\+/.test(keys);
}

/** Whether single keys work now: always, never, or only while the focus is in a part that takes them (`data-single-keys`). */
export function singleKeysWork(event: KeyboardEvent): boolean {
  if (settings.singleKeys !== 'focus') return settings.singleKeys === 'always';
  return event.target instanceof Element && event.target.closest('[data-single-keys]') !== null;
}

const keyNames: Record<string, string> = { Mod: isApple ? '\u2318' : 'Ctrl', Backspace: 'Bksp' };

/** A key as it is printed: `Ctrl+K`, `G then H`. */
export function printedKey(keys: string): string {
  const printed = (key: string) =>
    key
      .split('+')
      .map((part) => keyNames[part] ?? (part.length === 1 ? part.toUpperCase() : part))
      .join('+');
  return keys.split(' ').map(printed).join(' then ');
}

/** The first key of a shortcut that works, as it is printed on its control; empty where there is none. */
export function keyFor(name: ShortcutName): string {
  const works = keysOf(name).find((keys) => settings.singleKeys !== 'never' || !isSingleKey(keys));
  return works === undefined ? '' : printedKey(works);
}

const typingFields =
  'textarea, select, [contenteditable], input:not([type=radio], [type=checkbox], [type=button], [type=range])';

/** Whether a key belongs to the field or the dialog that has the focus, and not to the room. */
export function isTyping(event: KeyboardEvent): boolean {
  const target = event.target instanceof Element ? event.target : null;
  return event.isComposing || Boolean(target?.closest(`${typingFields}, dialog`));
}
