import type { Step } from '../../verdicts/strengthWords';
import { settings } from '../parts/Settings.svelte';
import { isSingleKey, isTyping, keyOf, shortcutOf, singleKeysWork, type ShortcutName } from '../parts/shortcuts';
import type { Adjudicating } from './Adjudicating.svelte';

/** What keys do beside deciding; these move the focus or change the view, so the room does them. */
export interface AdjudicationVerbs {
  toNotes(selector: string): void;
  togglePrompt(): void;
}

/** The handler of the keys while disputed pairs are decided: those of Verify, as far as there is something to do. */
export function adjudicationKeys(session: Adjudicating, room: AdjudicationVerbs): (event: KeyboardEvent) => void {
  return (event) => {
    if (event.defaultPrevented || isTyping(event)) return;
    const keys = keyOf(event);
    const name = shortcutOf(keys, 'verify');
    const act = name && verbOf(name, session, room);
    if (!act || (isSingleKey(keys) && !singleKeysWork(event))) return;
    event.preventDefault();
    if (!event.repeat) act();
  };
}

function verbOf(name: ShortcutName, session: Adjudicating, room: AdjudicationVerbs): (() => void) | undefined {
  const step = /^step(\d)$/.exec(name)?.[1];
  if (step) return () => void session.commit(Number(step) as Step);
  const verbs: Partial<Record<ShortcutName, () => void>> = {
    bothBad: () => void session.give({ kind: 'both_bad' }),
    undecidable: () => void session.give({ kind: 'undecidable' }),
    divergent: () => void session.give({ kind: 'divergent' }),
    skip: () => void session.give({ kind: 'skip' }),
    undo: () => session.undo(),
    reasons: () => room.toNotes('#reasons input'),
    rationale: () => room.toNotes('#rationale'),
    evidence: () => room.toNotes('#evidence-source'),
    diff: () => void settings.change({ diff: !settings.diff }),
    together: () => void settings.change({ together: !settings.together }),
    raw: () => void settings.change({ raw: !settings.raw }),
    prompt: () => room.togglePrompt(),
  };
  return verbs[name];
}
