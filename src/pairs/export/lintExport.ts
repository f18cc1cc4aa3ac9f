import { responseId } from '../contentId';
import { roles, type Message, type Role } from '../Message';
import type { VerifiedPair } from './VerifiedPair';

export type LintRule =
  | 'prompt'
  | 'empty'
  | 'last_turn'
  | 'roles'
  | 'same_text'
  | 'opposite_label'
  | 'well_formed'
  | 'shared_turns'
  | 'length';

/** `error`: a trainer would fail or learn nonsense. `note`: worth knowing, no harm in itself. */
export interface LintFinding {
  rule: LintRule;
  severity: 'error' | 'note';
  pair: string;
  message: string;
}

/** What the linter looks at. */
export type SidedPair = Pick<VerifiedPair, 'pair' | 'chosen' | 'rejected'>;

type Side = 'chosen' | 'rejected';
const sides: Side[] = ['chosen', 'rejected'];

/**
 * Checks the rows of an export before they leave.
 *
 * @param maxCharacters UTF-16 units of prompt and one response together, beyond which a note says that TRL may filter the pair
 *   out (its RewardTrainer drops pairs over `max_length`, 1,024 tokens by default).
 */
export function lintExport(pairs: VerifiedPair[], maxCharacters: number): LintFinding[] {
  const findings = pairs.flatMap((pair) => lintPair(pair, maxCharacters));
  return [...findings, ...oppositeLabels(pairs)];
}

/** What one pair by itself shows. `maxCharacters` as above; null: its length does not matter. */
export function lintPair(pair: SidedPair, maxCharacters: number | null): LintFinding[] {
  return [...promptFindings(pair), ...sides.flatMap((side) => sideFindings(pair, side, maxCharacters ?? Infinity))];
}

function finding(
  rule: LintRule,
  { pair }: SidedPair,
  message: string,
  severity: 'error' | 'note' = 'error',
): LintFinding {
  return { rule, severity, pair: pair.id, message };
}

function promptFindings(pair: SidedPair): LintFinding[] {
  const { prompt } = pair.pair;
  const findings: LintFinding[] = [];
  if (!prompt.some(({ content }) => content.trim() !== ''))
    findings.push(finding('prompt', pair, 'The prompt is empty.'));
  if (prompt.at(-1)?.role === 'assistant')
    findings.push(finding('prompt', pair, 'The prompt ends with an assistant turn.'));
  const [first, other] = [pair.chosen.messages, pair.rejected.messages].map((messages) => JSON.stringify(messages));
  if (first === other) findings.push(finding('same_text', pair, 'Chosen and rejected are the same text.'));
  else if (sameStart(pair))
    findings.push(
      finding(
        'shared_turns',
        pair,
        'Both responses begin with the same turn: read back, it belongs to the prompt.',
        'note',
      ),
    );
  return findings;
}

function sameStart({ chosen, rejected }: SidedPair): boolean {
  const several = chosen.messages.length > 1 && rejected.messages.length > 1;
  return several && JSON.stringify(chosen.messages[0]) === JSON.stringify(rejected.messages[0]);
}

function sideFindings(pair: SidedPair, side: Side, maxCharacters: number): LintFinding[] {
  const { messages } = pair[side];
  const whole = [...pair.pair.prompt, ...messages];
  const last = messages.at(-1);
  const findings: LintFinding[] = [];
  if (last?.role !== 'assistant')
    findings.push(finding('last_turn', pair, `The last turn of ${side} is not the assistant's.`));
  else if (last.content.trim() === '') findings.push(finding('empty', pair, `The last turn of ${side} is empty.`));
  const unknown = whole.find(({ role }) => !isKnown(role));
  if (unknown !== undefined)
    findings.push(finding('roles', pair, `${side} has the role ${JSON.stringify(unknown.role)}.`));
  if (whole.some(hasLoneSurrogate)) {
    findings.push(
      finding(
        'well_formed',
        pair,
        `${side} holds half a character (a lone surrogate), which datasets loses or refuses.`,
      ),
    );
  }
  const length = whole.reduce((sum, { content }) => sum + content.length, 0);
  if (length > maxCharacters) {
    const message = `${side} has ${length} characters with its prompt; a trainer with a limit near ${maxCharacters} drops the pair.`;
    findings.push(finding('length', pair, message, 'note'));
  }
  return findings;
}

function isKnown(role: string): role is Role {
  return (roles as readonly string[]).includes(role);
}

function hasLoneSurrogate({ content, thinking }: Message): boolean {
  return /\p{Surrogate}/u.test(content) || /\p{Surrogate}/u.test(thinking ?? '');
}

/** The same two conversations chosen once this way and once the other. */
function oppositeLabels(pairs: VerifiedPair[]): LintFinding[] {
  const seen = new Set<string>();
  return pairs.flatMap((pair) => {
    const [chosen, rejected] = sides.map((side) => responseId([], [...pair.pair.prompt, ...pair[side].messages]));
    if (chosen === rejected) return [];
    seen.add(`${chosen}>${rejected}`);
    if (!seen.has(`${rejected}>${chosen}`)) return [];
    return [finding('opposite_label', pair, 'The same two conversations leave with the opposite label as well.')];
  });
}
