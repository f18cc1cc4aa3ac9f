import type { GraphWeights } from '../graphs/GraphWeights';
import type { GraphBuilder, Value } from '../onnx/GraphBuilder';
import type { GraphOptions } from './Architecture';
import type { BertConfig } from './bert';

/**
 * The graph of a BERT classifier with onnxruntime's fused operators. Only the first token leaves the last layer, so that
 * layer computes queries and everything after attention for it alone: the same numbers for a fraction of the work.
 */
export function addBertGraph(
  graph: GraphBuilder,
  config: BertConfig,
  weights: GraphWeights,
  options: GraphOptions,
): void {
  new BertGraph(graph, config, weights, options).add();
}

class BertGraph {
  constructor(
    private readonly graph: GraphBuilder,
    private readonly config: BertConfig,
    private readonly weights: GraphWeights,
    private readonly options: GraphOptions,
  ) {}

  add(): void {
    const { graph, config } = this;
    const embeddings = graph.input('inputs_embeds', 'float32', ['batch', 'seq', config.width]);
    const rowMask = this.options.masking === 'mask' ? graph.input('mask', 'float32', ['batch', 1, 1, 'seq']) : '';
    const fullMask = rowMask && config.layers > 1 ? this.square(rowMask) : '';
    let states = this.embeddingNorm(embeddings);
    for (let layer = 0; layer < config.layers - 1; layer += 1) states = this.layer(layer, states, states, fullMask);
    this.head(this.layer(config.layers - 1, states, this.firstTokens(states), rowMask));
    graph.output('reward', 'float32', ['batch', 1]);
    graph.output('hidden', 'float32', ['batch', config.width]);
  }

  /** The attention operators want the mask's query axis written out. */
  private square(mask: Value): Value {
    const { graph } = this;
    const batch = graph.node('mask.batch', 'Shape', [mask], { start: { int: 0 }, end: { int: 1 } });
    const length = graph.node('mask.length', 'Shape', [mask], { start: { int: 3 }, end: { int: 4 } });
    const shape = graph.node('mask.shape', 'Concat', [batch, graph.integers('one', [1]), length, length], {
      axis: { int: 0 },
    });
    return graph.node('mask.square', 'Expand', [mask, shape]);
  }

  private embeddingNorm(embeddings: Value): Value {
    const name = 'bert.embeddings.LayerNorm';
    const inputs = [embeddings, this.weights.numbers(`${name}.weight`), this.weights.numbers(`${name}.bias`)];
    return this.graph.node(name, 'LayerNormalization', inputs, {
      axis: { int: -1 },
      epsilon: { float: this.config.epsilon },
    });
  }

  private firstTokens(states: Value): Value {
    const { graph } = this;
    const bounds = [
      graph.integers('first.start', [0]),
      graph.integers('first.end', [1]),
      graph.integers('first.axis', [1]),
    ];
    return graph.node('first', 'Slice', [states, ...bounds]);
  }

  /** One layer: `asking` are the tokens whose new states are wanted, `states` all tokens that they attend to. */
  private layer(layer: number, states: Value, asking: Value, mask: Value): Value {
    const prefix = `bert.encoder.layer.${layer}`;
    const attended = this.attention(`${prefix}.attention`, states, asking, mask);
    const joined = this.addNorm(`${prefix}.attention.output`, attended, asking);
    const inner = this.product(`${prefix}.intermediate.dense`, joined);
    const active = this.graph.fusedNode(`${prefix}.gelu`, 'BiasGelu', [
      inner,
      this.weights.numbers(`${prefix}.intermediate.dense.bias`),
    ]);
    return this.addNorm(`${prefix}.output`, active, joined);
  }

  private attention(prefix: string, states: Value, asking: Value, mask: Value): Value {
    const query = this.product(`${prefix}.self.query`, asking);
    const key = this.product(`${prefix}.self.key`, states);
    const value = this.product(`${prefix}.self.value`, states);
    const bias = this.weights.concatenated(
      `${prefix}.self.bias`,
      ['query', 'key', 'value'].map((part) => `${prefix}.self.${part}.bias`),
    );
    const inputs = [query, key, value, bias, '', mask];
    return this.graph.fusedNode(`${prefix}.self`, 'MultiHeadAttention', mask ? inputs : inputs.slice(0, 4), {
      num_heads: { int: this.config.heads },
    });
  }

  /** LayerNorm(input x weight + bias + skip). */
  private addNorm(prefix: string, input: Value, skip: Value): Value {
    const product = this.product(`${prefix}.dense`, input);
    const scale = this.weights.numbers(`${prefix}.LayerNorm.weight`);
    const shift = this.weights.numbers(`${prefix}.LayerNorm.bias`);
    const bias = this.weights.numbers(`${prefix}.dense.bias`);
    const attributes = { epsilon: { float: this.config.epsilon } };
    return this.graph.fusedNode(prefix, 'SkipLayerNormalization', [product, skip, scale, shift, bias], attributes);
  }

  private product(name: string, input: Value): Value {
    if (this.options.products === 'gemm') return this.flatProduct(name, input);
    return this.graph.node(`${name}.product`, 'MatMul', [input, this.weights.transposed(`${name}.weight`)]);
  }

  /** The same by Gemm, which takes matrices only. */
  private flatProduct(name: string, input: Value): Value {
    const { graph } = this;
    const [outputs = 0, inputs = 0] = this.weights.shape(`${name}.weight`);
    const flat = graph.node(`${name}.flat`, 'Reshape', [input, graph.integers(`${name}.flat.shape`, [-1, inputs])]);
    const product = graph.node(`${name}.gemm`, 'Gemm', [flat, this.weights.numbers(`${name}.weight`)], {
      transB: { int: 1 },
    });
    const texts = graph.node(`${name}.texts`, 'Shape', [input], { end: { int: 2 } });
    const shape = graph.node(`${name}.shape`, 'Concat', [texts, graph.integers(`${name}.outputs`, [outputs])], {
      axis: { int: 0 },
    });
    return graph.node(`${name}.product`, 'Reshape', [product, shape]);
  }

  private head(first: Value): void {
    const { graph } = this;
    const flat = graph.node('first.flat', 'Squeeze', [first, graph.integers('flat.axis', [1])]);
    const pooled = this.affine('bert.pooler.dense', 'pooled', flat);
    this.affine('classifier', 'reward', graph.node('hidden', 'Tanh', [pooled]));
  }

  private affine(weight: string, output: Value, input: Value): Value {
    const inputs = [input, this.weights.transposed(`${weight}.weight`), this.weights.numbers(`${weight}.bias`)];
    return this.graph.node(output, 'Gemm', inputs);
  }
}
