import type { Message } from '../Message';
import { isPreference, type ExportRow } from './ExportRow';
import { lintPair, type LintFinding, type LintRule } from './lintExport';
import type { Profile } from './profiles/Profile';
import type { Survey } from './Survey';

/** How long a conversation may be, and who counts: tokens of a chosen tokenizer with its template. */
export interface TokenLimit {
  maxLength: number;
  countTokens: (messages: Message[]) => number | Promise<number>;
}

/** What the linter found of one kind, however often. */
export interface RowFinding {
  rule: LintRule | 'too_long' | 'cannot_say' | 'no_strength';
  severity: LintFinding['severity'];
  pairs: number;
  /** The first of them: id and words. Empty where the finding is about the export as a whole. */
  examples: { pair: string; message: string }[];
  message: string;
}

const maxExamples = 10;

/**
 * Checks rows as they pass: what a trainer would fail on, drop or learn nonsense from. Only preferences are checked. Opposite labels
 * need no check: the import divides the same two conversations the same way, so they are one pair, which `selectRows` leaves out.
 */
export class RowLinter {
  /** Pairs of which a side is longer than the limit; null where no limit was given. */
  tooLong: number | null;
  readonly #findings = new Map<string, RowFinding>();
  readonly #limit: TokenLimit | null;

  constructor(limit: TokenLimit | null) {
    this.#limit = limit;
    this.tooLong = limit === null ? null : 0;
  }

  async take(row: ExportRow): Promise<void> {
    if (!isPreference(row.label)) return;
    const found = lintPair(row, null);
    // A rule that both sides break is one pair that breaks it.
    const first = found.filter(({ rule }, at) => found.findIndex((other) => other.rule === rule) === at);
    for (const finding of first) this.#add(finding.rule, finding.severity, row.pair.id, finding.message);
    if (this.#limit !== null) await this.#measure(row, this.#limit);
  }

  /** Everything found, errors first, and what the profile cannot say of these rows. */
  findings(profile: Profile, survey: Survey): RowFinding[] {
    const found = [...this.#findings.values()].sort((one, other) => {
      return one.severity.localeCompare(other.severity) || (one.rule < other.rule ? -1 : 1);
    });
    return [...found, ...unsaid(profile, survey)];
  }

  async #measure({ pair, chosen, rejected }: ExportRow, { maxLength, countTokens }: TokenLimit): Promise<void> {
    const counts = await Promise.all(
      [chosen, rejected].map(({ messages }) => countTokens([...pair.prompt, ...messages])),
    );
    const most = Math.max(...counts);
    if (most <= maxLength) return;
    this.tooLong = (this.tooLong ?? 0) + 1;
    this.#add('too_long', 'note', pair.id, `${most} tokens, over max_length ${maxLength}: a trainer drops or cuts it.`);
  }

  #add(rule: RowFinding['rule'], severity: RowFinding['severity'], pair: string, message: string): void {
    const key = `${rule} ${severity}`;
    const known = this.#findings.get(key) ?? { rule, severity, pairs: 0, examples: [], message };
    this.#findings.set(key, known);
    known.pairs++;
    if (known.examples.length < maxExamples) known.examples.push({ pair, message });
  }
}

function unsaid({ title, strength, cannotSay }: Profile, survey: Survey): RowFinding[] {
  const { rows, withStrength } = survey;
  const notes: RowFinding[] = [];
  const note = (rule: RowFinding['rule'], pairs: number, message: string) =>
    notes.push({ rule, severity: 'note', pairs, examples: [], message });
  if (strength === 'never' && withStrength > 0)
    note(
      'cannot_say',
      withStrength,
      `${title} has no place for strength: ${withStrength} labels leave without theirs.`,
    );
  if (strength === 'always' && withStrength < rows)
    note('no_strength', rows - withStrength, `Labels without strength leave as "better", the middle of the scale.`);
  if (cannotSay.length > 0) note('cannot_say', 0, `${title} has no place for: ${cannotSay.join(', ')}.`);
  return notes;
}
