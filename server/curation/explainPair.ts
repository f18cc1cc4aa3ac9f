import { explanationOf } from '../../src/curation/board/explanationOf';
import type { PairExplanation } from '../../src/curation/board/PairExplanation';
import type { LabelSources } from '../../src/curation/labels/LabelSources';
import type { ShardSql, SqlRow } from './pipeline/ShardSql';
import type { StageOutput } from './pipeline/StageOutput';

/** What is long and stands elsewhere. */
const leftOut = new Set([
  'prompt',
  'first',
  'second',
  'vector',
  'sources',
  'silver',
  'stage_two',
  'gold',
  'models',
  'examples',
]);

/**
 * What all stages know of a pair: what became of it step by step, then its label with all that it was folded from. Null: no stage has it.
 * @param outputs finished steps in their order, by label
 */
export async function explainPair(
  sql: ShardSql,
  outputs: ReadonlyMap<string, Pick<StageOutput, 'shards' | 'table'>>,
  pair: string,
): Promise<PairExplanation | null> {
  const trail: string[] = [];
  const rewards: PairExplanation['rewards'] = [];
  let sources: LabelSources | null = null;
  for (const [label, output] of outputs) {
    for (const row of await rowsOf(sql, output, pair)) {
      trail.push([label, wordsOf(row)].filter((words) => words !== '').join(': '));
      if ('first_reward' in row)
        rewards.push({ step: label, first: numberIn(row, 'first_reward'), second: numberIn(row, 'second_reward') });
      if (typeof row['sources'] === 'string') sources = JSON.parse(row['sources']) as LabelSources;
    }
  }
  return trail.length === 0 ? null : explanationOf(pair, sources, { rewards, trail });
}

async function rowsOf(sql: ShardSql, output: Pick<StageOutput, 'shards' | 'table'>, pair: string): Promise<SqlRow[]> {
  if (output.shards.length === 0) return [];
  const columns = await sql.all(`describe select * from ${output.table}`);
  if (!columns.some((column) => column['column_name'] === 'pair')) return [];
  return sql.all(`select * from ${output.table} where pair = $pair`, { pair });
}

function wordsOf(row: SqlRow): string {
  const shown = Object.entries(row).filter(([name, value]) => value !== null && !leftOut.has(name) && name !== 'pair');
  return shown.map(([name, value]) => `${name} ${String(value)}`).join(', ');
}

function numberIn(row: SqlRow, name: string): number | null {
  const value = row[name];
  return typeof value === 'number' ? value : null;
}
