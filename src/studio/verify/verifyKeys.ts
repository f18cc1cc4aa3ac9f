import { settings } from '../parts/Settings.svelte';
import { isSingleKey, isTyping, keyOf, shortcutOf, singleKeysWork, type ShortcutName } from '../parts/shortcuts';
import type { Step } from '../../verdicts/strengthWords';
import type { VerifySession } from './VerifySession.svelte';

/** What keys do beside giving verdicts; these move the focus or change the view, so the room does them. */
export interface RoomVerbs {
  /** Moves the focus into the notes, to what the selector finds. */
  toNotes(selector: string): void;
  toHistory(): void;
  togglePrompt(): void;
  toggleRaw(): void;
  toQueue(): void;
}

/** The handler of the room's keys. A held key counts once, so that nobody judges a hundred pairs by leaning on it. */
export function verifyKeys(session: VerifySession, room: RoomVerbs): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented || isTyping(event)) return;
    const keys = keyOf(event);
    const name = shortcutOf(keys, 'verify');
    if (!name || (isSingleKey(keys) && !singleKeysWork(event))) return;
    if (keys === 'Enter' && !enterKeeps(event, session)) return;
    event.preventDefault();
    if (!event.repeat) perform(name, session, room);
  };
}

/** Enter belongs to the control that has the focus; elsewhere it keeps what is revealed on the screen. */
function enterKeeps(event: KeyboardEvent, session: VerifySession): boolean {
  const target = event.target instanceof Element ? event.target : null;
  const control = target?.closest('button, a, input, summary');
  return !control && session.screen.current?.phase !== 'judging';
}

function perform(name: ShortcutName, session: VerifySession, room: RoomVerbs): void {
  const step = /^step(\d)$/.exec(name)?.[1];
  if (step) return void session.commit(Number(step) as Step);
  const verbs: Partial<Record<ShortcutName, () => void>> = {
    bothBad: () => void session.give({ kind: 'both_bad' }),
    undecidable: () => void session.give({ kind: 'undecidable' }),
    divergent: () => void session.give({ kind: 'divergent' }),
    skip: () => void session.give({ kind: 'skip' }),
    undo: () => session.undo(),
    redo: () => session.redo(),
    revisit: () => void session.revisit(),
    keep: () => void session.keep(),
    reasons: () => room.toNotes('#reasons input'),
    why: () => document.querySelector<HTMLElement>('#why-differ button')?.focus(),
    rationale: () => room.toNotes('#rationale'),
    evidence: () => room.toNotes('#evidence-source'),
    decidedBy: () => room.toNotes('#decided-by :checked, #decided-by input'),
    attributes: () => room.toNotes('#attribute-category'),
    protocol: () => document.querySelector<HTMLElement>('#whole-protocol')?.click(),
    verifyAttributes: () => session.attributes.confirm(),
    diff: () => void settings.change({ diff: !settings.diff }),
    together: () => void settings.change({ together: !settings.together }),
    history: () => room.toHistory(),
    raw: () => room.toggleRaw(),
    prompt: () => room.togglePrompt(),
    queue: () => room.toQueue(),
  };
  verbs[name]?.();
}
