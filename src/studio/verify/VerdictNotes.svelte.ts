import type { Step } from '../../verdicts/strengthWords';
import { readEvidence } from '../../verdicts/readEvidence';
import type { Attributes, Evidence, VerdictData } from '../../verdicts/VerdictEvent';
import { emptyDraft, type NotesDraft } from './NotesDraft';

type Given = Required<Pick<VerdictData, 'rationale' | 'reasons' | 'evidence' | 'decidedBy'>>;

/** What goes with the verdict on the pair that is on the screen, while the person chooses and writes it. */
export class VerdictNotes {
  step = $state<Step | null>(null);
  rationale = $state('');
  reasons = $state.raw<string[]>([]);
  evidence = $state.raw<Evidence[]>([]);
  /** Evidence that is being typed. */
  claim = $state('');
  source = $state('');
  decidedBy = $state('');
  attributes = $state.raw<Attributes | null>(null);
  /** What the notes were when the pair came on the screen or its verdict was given: no more of it need be kept. */
  #base = JSON.stringify(emptyDraft);

  /** Begins with `base`, which is stored elsewhere, and with what was changed of it before (null: nothing). */
  begin(base: NotesDraft, draft: NotesDraft | null): void {
    this.#base = JSON.stringify(base);
    Object.assign(this, draft ?? base);
  }

  /** The notes are stored as they stand, or about to be. */
  rebase(): void {
    this.#base = JSON.stringify(this.#whole());
  }

  /** What a crash would lose; null where there is nothing. */
  draft(): NotesDraft | null {
    const whole = this.#whole();
    return JSON.stringify(whole) === this.#base ? null : whole;
  }

  /** What goes into the verdict. Evidence that is typed and not added yet belongs to it. */
  given(): Given {
    const typed = readEvidence(this.claim, this.source);
    return {
      rationale: this.rationale.trim(),
      reasons: [...this.reasons],
      evidence: typed.ok ? [...this.evidence, typed.evidence] : [...this.evidence],
      decidedBy: this.decidedBy,
    };
  }

  #whole(): NotesDraft {
    const { step, rationale, reasons, evidence, claim, source, decidedBy, attributes } = this;
    return { step, rationale, reasons, evidence, claim, source, decidedBy, attributes };
  }
}
