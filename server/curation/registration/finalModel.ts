import type { ShardSql, SqlRow } from '../pipeline/ShardSql';
import type { StageOutput } from '../pipeline/StageOutput';
import { textOf } from '../stages/pairRows';

/** A plan's final model, as its last steps have written it down. */
export interface FinalModel {
  run: string;
  /** Its folder. */
  checkpoint: string;
  /** Null: the plan names no registry. */
  registered: { model: string; version: number; digest: string; tags: string[]; server: string } | null;
}

/** Null where a plan has trained none. @param outputs finished steps by label */
export async function finalModel(sql: ShardSql, outputs: ReadonlyMap<string, StageOutput>): Promise<FinalModel | null> {
  const first = async (label: string): Promise<SqlRow | undefined> => {
    const output = outputs.get(label);
    return output && (await sql.all(`select * from ${output.table}`))[0];
  };
  const [trained, registered] = [await first('train-final'), await first('register')];
  if (trained === undefined) return null;
  return {
    run: textOf(trained, 'run'),
    checkpoint: textOf(trained, 'checkpoint'),
    registered: registered === undefined ? null : registeredOf(registered),
  };
}

function registeredOf(row: SqlRow): NonNullable<FinalModel['registered']> {
  const [model, digest, server] = [textOf(row, 'model'), textOf(row, 'digest'), textOf(row, 'server')];
  return { model, version: Number(row['version']), digest, tags: textOf(row, 'tags').split(' '), server };
}
