import { FeatureBasis } from './FeatureBasis';
import { GramBasis } from './GramBasis';
import { gramOf } from './gramOf';
import type { HeadBasis } from './HeadBasis';
import type { RefitData } from './RefitData';
import { addRow } from './vectors';

export interface ScaledBasis {
  basis: HeadBasis;
  /** A head of the basis in numbers of the state. */
  headOf(head: Float64Array): Float64Array;
}

/**
 * Makes the coordinates that are cheaper: a product with the Gram matrix takes pairs squared multiplications, one with the
 * differences twice pairs times width. Differences are scaled so that their mean squared length is 1, as the ridges expect. The
 * Gram matrix is kept: of pairs that come in the same order again only the new ones are multiplied.
 */
export class GramKeeper {
  #pairs: string[] = [];
  #gram: Float64Array = new Float64Array(0);

  basisOf({ pairs, width, differences }: Pick<RefitData, 'pairs' | 'width' | 'differences'>): ScaledBasis {
    const rows = Float64Array.from(differences);
    return pairs.length > 2 * width ? byFeature(rows, pairs.length, width) : this.#byGram(pairs, rows, width);
  }

  #byGram(pairs: string[], rows: Float64Array, width: number): ScaledBasis {
    const count = pairs.length;
    const gram = gramOf(rows, count, width, this.#known(pairs));
    this.#pairs = [...pairs];
    this.#gram = gram;
    let trace = 0;
    for (let row = 0; row < count; row++) trace += gram[row * count + row] ?? 0;
    const scale = scaleOf(trace, count);
    const headOf = (head: Float64Array): Float64Array => {
      const found = new Float64Array(width);
      for (let row = 0; row < count; row++) addRow(found, scale * (head[row] ?? 0), rows, row * width);
      return found;
    };
    const scaled = gram.map((product) => scale * product);
    return { basis: new GramBasis(scaled, count), headOf };
  }

  /** What is kept of the pairs with which both lists begin. */
  #known(pairs: string[]): { gram: Float64Array; count: number } {
    const kept = this.#pairs.length;
    let count = 0;
    while (count < Math.min(kept, pairs.length) && pairs[count] === this.#pairs[count]) count++;
    const gram = new Float64Array(count * count);
    for (let row = 0; row < count; row++) gram.set(this.#gram.subarray(row * kept, row * kept + count), row * count);
    return { gram, count };
  }
}

function byFeature(rows: Float64Array, count: number, width: number): ScaledBasis {
  const root = Math.sqrt(
    scaleOf(
      rows.reduce((sum, value) => sum + value ** 2, 0),
      count,
    ),
  );
  const basis = new FeatureBasis(
    rows.map((value) => root * value),
    count,
    width,
  );
  return { basis, headOf: (head) => head.map((value) => root * value) };
}

/** Differences that are all zero tell nothing, and stay zero. */
function scaleOf(squares: number, count: number): number {
  return squares > 0 ? count / squares : 1;
}
