import { explainLabel } from '../../src/curation/labels/explainLabel';
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

/** What all stages know of a pair: what became of it step by step, then its label with all that it was folded from. Null: no stage has it. */
export async function explainPair(
  sql: ShardSql,
  outputs: ReadonlyMap<string, StageOutput>,
  pair: string,
): Promise<{ trail: string[]; explanation: string[] } | null> {
  const trail: string[] = [];
  let sources: LabelSources | null = null;
  for (const [label, output] of outputs) {
    for (const row of await rowsOf(sql, output, pair)) {
      trail.push(`${label}: ${wordsOf(row)}`);
      if (typeof row['sources'] === 'string') sources = JSON.parse(row['sources']) as LabelSources;
    }
  }
  if (trail.length === 0) return null;
  return {
    trail,
    explanation: sources === null ? ['No label yet: nobody has judged it.'] : explainLabel(sources).sentences,
  };
}

async function rowsOf(sql: ShardSql, output: StageOutput, pair: string): Promise<SqlRow[]> {
  if (output.shards.length === 0) return [];
  const columns = await sql.all(`describe select * from ${output.table}`);
  if (!columns.some((column) => column['column_name'] === 'pair')) return [];
  return sql.all(`select * from ${output.table} where pair = $pair`, { pair });
}

function wordsOf(row: SqlRow): string {
  const shown = Object.entries(row).filter(([name, value]) => value !== null && !leftOut.has(name) && name !== 'pair');
  return shown.map(([name, value]) => `${name} ${String(value)}`).join(', ');
}
