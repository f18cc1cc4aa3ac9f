import { roles, type Message, type Role } from '../Message';
import type { ExportRow } from './ExportRow';

export type LintRule = 'prompt' | 'empty' | 'last_turn' | 'roles' | 'same_text' | 'well_formed' | 'shared_turns';

/** `error`: a trainer would fail or learn nonsense. `note`: worth knowing, no harm in itself. */
export interface LintFinding {
  rule: LintRule;
  severity: 'error' | 'note';
  message: string;
}

/** What the linter looks at. */
export type SidedPair = Pick<ExportRow, 'pair' | 'chosen' | 'rejected'>;

type Side = 'chosen' | 'rejected';
const sides: Side[] = ['chosen', 'rejected'];

/** What a trainer would make of one pair by itself. */
export function lintPair(pair: SidedPair): LintFinding[] {
  return [...promptFindings(pair), ...sides.flatMap((side) => sideFindings(pair, side))];
}

function finding(rule: LintRule, message: string, severity: 'error' | 'note' = 'error'): LintFinding {
  return { rule, severity, message };
}

function promptFindings(pair: SidedPair): LintFinding[] {
  const { prompt } = pair.pair;
  const findings: LintFinding[] = [];
  if (!prompt.some(({ content }) => content.trim() !== '')) findings.push(finding('prompt', 'The prompt is empty.'));
  if (prompt.at(-1)?.role === 'assistant') findings.push(finding('prompt', 'The prompt ends with an assistant turn.'));
  const [first, other] = [pair.chosen.messages, pair.rejected.messages].map((messages) => JSON.stringify(messages));
  if (first === other) findings.push(finding('same_text', 'Chosen and rejected are the same text.'));
  else if (sameStart(pair)) {
    const message = 'Both responses begin with the same turn: read back, it belongs to the prompt.';
    findings.push(finding('shared_turns', message, 'note'));
  }
  return findings;
}

function sameStart({ chosen, rejected }: SidedPair): boolean {
  const several = chosen.messages.length > 1 && rejected.messages.length > 1;
  return several && JSON.stringify(chosen.messages[0]) === JSON.stringify(rejected.messages[0]);
}

function sideFindings(pair: SidedPair, side: Side): LintFinding[] {
  const { messages } = pair[side];
  const whole = [...pair.pair.prompt, ...messages];
  const last = messages.at(-1);
  const findings: LintFinding[] = [];
  if (last?.role !== 'assistant')
    findings.push(finding('last_turn', `The last turn of ${side} is not the assistant's.`));
  else if (last.content.trim() === '') findings.push(finding('empty', `The last turn of ${side} is empty.`));
  const unknown = whole.find(({ role }) => !isKnown(role));
  if (unknown !== undefined) findings.push(finding('roles', `${side} has the role ${JSON.stringify(unknown.role)}.`));
  if (whole.some(hasLoneSurrogate)) {
    const message = `${side} holds half a character (a lone surrogate), which datasets loses or refuses.`;
    findings.push(finding('well_formed', message));
  }
  return findings;
}

function isKnown(role: string): role is Role {
  return (roles as readonly string[]).includes(role);
}

function hasLoneSurrogate({ content, thinking }: Message): boolean {
  return /\p{Surrogate}/u.test(content) || /\p{Surrogate}/u.test(thinking ?? '');
}
