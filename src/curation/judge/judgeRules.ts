import type { Protocol } from '../../verdicts/protocol/Protocol';
import type { TaskCategory } from '../../verdicts/attributeValues';

/** What a person can do and a judge cannot: use a tool, follow a link, run code, ask somebody, note what was seen. */
const toolClause =
  /\b(?:tools?|web|internet|links?|browse[rs]?|search(?:es|ing)?|look(?:ed|ing)? up|calculators?|assistants?|models?|LLMs?|run|runs|ran|running|execute[ds]?|note (?:what|how|which|the))\b/i;

const bullet = /^(\s*(?:[-*+]|\d+[.)])\s+)?(.*)$/;
/** Ends of clauses inside a rule. */
const clauseEnd = /(?<=[.;])\s+/;

export interface JudgeRules {
  text: string;
  /** The clauses that were left out, for the record. */
  left: string[];
}

/**
 * The rules of a protocol as a judge is given them: those for every pair and those of its category, "without the clauses on tools"
 * (arXiv 2507.01352, stage 1, labelling). The lists of allowed and forbidden tools and what gold requires stay out as a whole; of
 * the rules those clauses that name a tool. Which words name one is ours.
 */
export function judgeRules({ rules }: Pick<Protocol, 'rules'>, category: TaskCategory | null): JudgeRules {
  const own = category === null ? '' : (rules.categories[category] ?? '');
  const left: string[] = [];
  const lines = [rules.every, own].filter((text) => text !== '').flatMap((text) => text.split('\n'));
  const kept = lines.flatMap((line) => keptLine(line, left));
  return { text: kept.join('\n').trim(), left };
}

function keptLine(line: string, left: string[]): string[] {
  const [, mark = '', text = ''] = bullet.exec(line) ?? [];
  if (text.trim() === '') return [line];
  const clauses = text.split(clauseEnd);
  const kept = clauses.filter((clause) => !toolClause.test(clause));
  left.push(...clauses.filter((clause) => toolClause.test(clause)));
  if (kept.length === clauses.length) return [line];
  return kept.length === 0 ? [] : [mark + sentence(kept.join(' '))];
}

/** What remains of a rule begins as one. */
function sentence(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
