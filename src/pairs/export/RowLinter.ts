import type { Message } from '../Message';
import { isPreference, type ExportRow } from './ExportRow';
import { lintPair, type LintFinding, type LintRule } from './lintPair';
import type { Profile } from './profiles/Profile';
import type { Survey } from './Survey';

/** How long a conversation may be, and who counts. */
export interface TokenLimit {
  maxLength: number;
  /** What is counted, for people; tokens unless told otherwise. */
  unit?: 'tokens' | 'characters';
  /**
   * The length of a conversation with the chosen tokenizer's template. Asked for several at once.
   *
   * @throws (rejects with) an Error named `RefusedConversationError` where the template cannot say the conversation.
   */
  countTokens: (messages: Message[]) => number | Promise<number>;
}

/** What the linter found of one kind, however often. */
export interface RowFinding {
  rule: LintRule | 'too_long' | 'refused' | 'cannot_say' | 'no_strength';
  severity: LintFinding['severity'];
  pairs: number;
  /** The first of them: id and words. Empty where the finding is about the export as a whole. */
  examples: { pair: string; message: string }[];
  message: string;
}

const maxExamples = 10;
/** Rows whose lengths are asked for at once: enough for a tokenizer in another thread to be busy. */
const rowsAtATime = 64;

/**
 * Checks rows as they pass: what a trainer would fail on, drop or learn nonsense from. Only preferences are checked. Opposite labels
 * need no check: the import divides the same two conversations the same way, so they are one pair, which `selectRows` leaves out.
 */
export class RowLinter {
  /** Pairs of which a side is longer than the limit; null where no limit was given. */
  tooLong: number | null;
  readonly #findings = new Map<string, RowFinding>();
  readonly #limit: TokenLimit | null;
  #waiting: ExportRow[] = [];

  constructor(limit: TokenLimit | null) {
    this.#limit = limit;
    this.tooLong = limit === null ? null : 0;
  }

  async take(row: ExportRow): Promise<void> {
    if (!isPreference(row.label)) return;
    const found = lintPair(row);
    // A rule that both sides break is one pair that breaks it.
    const first = found.filter(({ rule }, at) => found.findIndex((other) => other.rule === rule) === at);
    for (const finding of first) this.#add(finding.rule, finding.severity, row.pair.id, finding.message);
    if (this.#limit === null) return;
    this.#waiting.push(row);
    if (this.#waiting.length >= rowsAtATime) await this.#measure(this.#limit);
  }

  /** After the last row: measures those that still wait. */
  async finish(): Promise<void> {
    if (this.#limit !== null) await this.#measure(this.#limit);
  }

  /** Everything found, errors first, and what the profile cannot say of these rows. */
  findings(profile: Profile, survey: Survey): RowFinding[] {
    const found = [...this.#findings.values()].sort((one, other) => {
      return one.severity.localeCompare(other.severity) || (one.rule < other.rule ? -1 : 1);
    });
    return [...found, ...unsaid(profile, survey)];
  }

  async #measure(limit: TokenLimit): Promise<void> {
    const rows = this.#waiting;
    this.#waiting = [];
    const lengths = await Promise.all(rows.map((row) => lengthOf(row, limit)));
    for (const [at, { pair }] of rows.entries()) {
      const length = lengths[at] ?? 0;
      if (typeof length === 'string') this.#add('refused', 'error', pair.id, length);
      else if (length > limit.maxLength) this.#addTooLong(pair.id, length, limit);
    }
  }

  #addTooLong(pair: string, length: number, { maxLength, unit = 'tokens' }: TokenLimit): void {
    this.tooLong = (this.tooLong ?? 0) + 1;
    this.#add('too_long', 'note', pair, `${length} ${unit}, over max_length ${maxLength}: a trainer drops or cuts it.`);
  }

  #add(rule: RowFinding['rule'], severity: RowFinding['severity'], pair: string, message: string): void {
    const key = `${rule} ${severity}`;
    const known = this.#findings.get(key) ?? { rule, severity, pairs: 0, examples: [], message };
    this.#findings.set(key, known);
    known.pairs++;
    if (known.examples.length < maxExamples) known.examples.push({ pair, message });
  }
}

/** The length of the longer side; in words why a template refuses one. */
async function lengthOf(row: ExportRow, { countTokens }: TokenLimit): Promise<number | string> {
  try {
    const sides = [row.chosen, row.rejected].map(({ messages }) => countTokens([...row.pair.prompt, ...messages]));
    return Math.max(...(await Promise.all(sides)));
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'RefusedConversationError') throw error;
    return error.message;
  }
}

function unsaid({ title, takes, strength, cannotSay }: Profile, survey: Survey): RowFinding[] {
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
  // Where everything leaves, a label without strength says that it has none.
  if (strength === 'always' && takes !== 'everything' && withStrength < rows)
    note('no_strength', rows - withStrength, `Labels without strength leave as "better", the middle of the scale.`);
  if (cannotSay.length > 0) note('cannot_say', 0, `${title} has no place for: ${cannotSay.join(', ')}.`);
  return notes;
}
