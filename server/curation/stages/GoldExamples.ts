import { mergeAttributes } from '../../../src/curation/attributes/mergeAttributes';
import type { JudgeExample } from '../../../src/curation/judge/JudgePair';
import { chooseExamples, type GoldNeighbour } from '../../../src/curation/retrieval/chooseExamples';
import type { Attributes } from '../../../src/verdicts/VerdictEvent';
import { exactNearest } from '../knn/exactNearest';
import type { SqlRow } from '../pipeline/ShardSql';
import type { StepWork } from '../pipeline/Step';
import { jsonOf, pairOfRow, textOf } from './pairRows';
import { vectorsOf, widthIn, type PairVectors } from './vectorRows';

export interface ExampleInputs {
  clean: string;
  attribute: string;
  embed: string;
  /** A merge step: its gold is shown. */
  labels: string;
}

interface Gold extends GoldNeighbour {
  row: number;
}

/** More than the eight that may be shown: those with the prompt of the pair are none. */
const lookedAt = 24;

/** The gold pairs in memory, with their vectors: R2 asks them for the nearest of every pair (arXiv 2507.01352, third version). */
export class GoldExamples {
  private constructor(
    private readonly gold: readonly JudgeExample[],
    private readonly prompts: readonly string[],
    private readonly vectors: PairVectors,
    private readonly most: number,
    private readonly threshold: number | null,
  ) {}

  static async open(
    work: StepWork,
    inputs: ExampleInputs,
    most: number,
    threshold: number | null,
  ): Promise<GoldExamples> {
    const rows = await work.sql.all(`select c.*, l.chosen as chosen, a.attributes as attributes, e.vector as vector
      from ${work.input(inputs.labels).table} l join ${work.input(inputs.clean).table} c on c.pair = l.pair and c.fate in ('kept', 'disputed')
      join ${work.input(inputs.attribute).table} a on a.row = c.row join ${work.input(inputs.embed).table} e on e.row = c.row
      where l.kind = 'gold' order by c.pair`);
    return new GoldExamples(
      rows.map(exampleOf),
      rows.map((row) => textOf(row, 'prompt_key')),
      vectorsOf(rows, widthIn(work.input(inputs.embed))),
      most,
      threshold,
    );
  }

  /** The examples of each row, the most similar last. @param rows pairs with their `vector` and `prompt_key` */
  async of(rows: readonly SqlRow[]): Promise<JudgeExample[][]> {
    if (this.gold.length === 0 || this.most === 0 || rows.length === 0) return rows.map(() => []);
    const nearest = await exactNearest(vectorsOf(rows, this.vectors.width), [this.vectors], lookedAt);
    return rows.map((row, query) => {
      const found: Gold[] = [];
      for (let rank = query * nearest.k; rank < (query + 1) * nearest.k; rank++) {
        const at = nearest.rows[rank] ?? -1;
        if (at < 0) continue;
        const [pair = '', prompt = ''] = [this.vectors.pairs[at], this.prompts[at]];
        found.push({ pair, prompt, similarity: nearest.similarities[rank] ?? 0, row: at });
      }
      const target = { pair: textOf(row, 'pair'), prompt: textOf(row, 'prompt_key') };
      return chooseExamples(target, found, { most: this.most, threshold: this.threshold }).flatMap(
        ({ row: at }) => this.gold[at] ?? [],
      );
    });
  }
}

function exampleOf(row: SqlRow): JudgeExample {
  const { attributes } = mergeAttributes({ person: null, machine: jsonOf<Attributes>(row, 'attributes'), file: null });
  return { ...pairOfRow(row), attributes, better: row['chosen'] === 'first' ? 'first' : 'second' };
}
