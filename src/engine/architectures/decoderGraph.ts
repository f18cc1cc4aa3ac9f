import type { GraphWeights } from '../graphs/GraphWeights';
import { blockSize } from '../graphs/quantise';
import { quantisedBits, scalesOf, type StoredTensor } from '../graphs/WeightTable';
import type { GraphBuilder, Value } from '../onnx/GraphBuilder';
import { tensorTypes, type TensorType } from '../onnx/onnxSchema';
import type { GraphOptions } from './Architecture';
import type { DecoderConfig } from './decoderConfig';
import { rotaryTable } from './rope';

/**
 * The graph of a decoder's reward, with onnxruntime's fused operators, for whole texts padded on the right as well as for
 * responses packed under a kept prompt. Inputs beside `inputs_embeds [batch, seq, width]`:
 * - `position_ids [batch, seq]`: each response under a prompt begins at the prompt's length
 * - `past_key_L`, `past_value_L [batch, key heads, past, head size]`: of the kept prompt; past may be 0
 * - `lengths [batch]`: tokens of past and text together, less one; `total []`: the largest of them, plus one
 * - `bias [1, 1, seq, past + seq]`: 0, or a large negative number where a token must not see another; causality is added
 * - `rows [texts]`: where in `[batch x seq]` each text ends
 * - `kept [1]`: how many positions of keys and values leave the graph
 *
 * Outputs: `reward [texts, 1]`, `hidden [texts, width]` (after the final norm), `present_key_L`, `present_value_L [batch,
 * key heads, kept, head size]`. The residual stream, norms and head are 32-bit floats; matrix products and attention are
 * of the activations' type. The last layer computes everything after attention for the wanted rows alone.
 */
export function addDecoderGraph(
  graph: GraphBuilder,
  config: DecoderConfig,
  weights: GraphWeights,
  options: GraphOptions,
): void {
  new DecoderGraph(graph, config, weights, options).add();
}

interface LayerInputs {
  positions: Value;
  lengths: Value;
  total: Value;
  bias: Value;
  rows: Value;
  kept: Value;
}

class DecoderGraph {
  private readonly activations: TensorType;
  private readonly layers: number;
  private readonly casts = new Set<Value>();

  constructor(
    private readonly graph: GraphBuilder,
    private readonly config: DecoderConfig,
    private readonly weights: GraphWeights,
    private readonly options: GraphOptions,
  ) {
    this.activations = options.activations === 'f16' ? 'float16' : 'float32';
    this.layers = Math.min(config.layers, options.layers ?? config.layers);
  }

  add(): void {
    const { graph, config } = this;
    const inputs = this.inputs();
    let states = graph.input('inputs_embeds', 'float32', ['batch', 'seq', config.width]);
    let added: Value | null = null;
    for (let layer = 0; layer < this.layers; layer += 1) [states, added] = this.layer(layer, states, added, inputs);
    const [hidden] = this.norm('model.norm', 'hidden', states, added);
    graph.node('reward', 'MatMul', [hidden, this.weights.transposed('score.weight')]);
    graph.output('reward', 'float32', ['texts', 1]);
    graph.output('hidden', 'float32', ['texts', config.width]);
  }

  private inputs(): LayerInputs {
    const { graph, activations } = this;
    return {
      positions: graph.input('position_ids', 'int64', ['batch', 'seq']),
      lengths: graph.input('lengths', 'int32', ['batch']),
      total: graph.input('total', 'int32', []),
      bias: graph.input('bias', activations, [1, 1, 'seq', 'all']),
      rows: graph.input('rows', 'int64', ['texts']),
      kept: graph.input('kept', 'int64', [1]),
    };
  }

  /** One layer. The last sum of the residual stream is left to the norm that follows, which adds and normalises in one. */
  private layer(layer: number, states: Value, added: Value | null, inputs: LayerInputs): [Value, Value] {
    const prefix = `model.layers.${layer}`;
    const [input, sum] = this.norm(`${prefix}.input_layernorm`, `${prefix}.input_norm`, states, added);
    const isLast = layer === this.layers - 1;
    const attended = this.attention(layer, input, inputs);
    const asked = isLast ? this.rowsOf(`${prefix}.attended.rows`, attended, inputs.rows, this.headsWidth) : attended;
    const residual = isLast ? this.rowsOf(`${prefix}.residual.rows`, sum, inputs.rows, this.config.width) : sum;
    const output = this.wide(`${prefix}.o`, this.linear(`${prefix}.self_attn.o_proj`, asked, this.config.outputBias));
    const [inner, next] = this.norm(`${prefix}.post_attention_layernorm`, `${prefix}.inner_norm`, residual, output);
    return [next, this.perceptron(`${prefix}.mlp`, inner)];
  }

  private get headsWidth(): number {
    return this.config.heads * this.config.headSize;
  }

  /** RMS norm of `states + added`, and that sum. */
  private norm(weight: string, name: Value, states: Value, added: Value | null): [Value, Value] {
    const { graph, config } = this;
    const scale = this.weights.numbers(`${weight}.weight`);
    const epsilon = { epsilon: { float: config.epsilon } };
    if (added === null) {
      graph.node(name, 'SimplifiedLayerNormalization', [states, scale], { axis: { int: -1 }, ...epsilon });
      return [name, states];
    }
    const sum = `${name}.sum`;
    graph.fusedNodes([name, '', '', sum], 'SkipSimplifiedLayerNormalization', [states, added, scale], epsilon);
    return [name, sum];
  }

  private attention(layer: number, normed: Value, inputs: LayerInputs): Value {
    const { graph, config } = this;
    const prefix = `model.layers.${layer}.self_attn`;
    const input = this.narrow(`${prefix}.input`, normed);
    const past = ['key', 'value'].map((part) =>
      graph.input(`past_${part}_${layer}`, this.activations, ['batch', config.keyHeads, 'past', config.headSize]),
    );
    const query = this.rotated(prefix, 'q', input, config.heads, inputs.positions);
    const key = this.rotated(prefix, 'k', input, config.keyHeads, inputs.positions);
    const value = this.linear(`${prefix}.v_proj`, input, config.inputBias);
    const present = [`${prefix}.present.key`, `${prefix}.present.value`];
    graph.fusedNodes(
      [`${prefix}.attended`, ...present],
      'GroupQueryAttention',
      [query, key, value, ...past, inputs.lengths, inputs.total, '', '', '', inputs.bias],
      { num_heads: { int: config.heads }, kv_num_heads: { int: config.keyHeads }, do_rotary: { int: 0 } },
    );
    this.keep(layer, present, inputs.kept);
    return `${prefix}.attended`;
  }

  /** Keys and values leave the graph only as far as they are asked for: what nobody keeps is freed after its layer. */
  private keep(layer: number, present: readonly Value[], kept: Value): void {
    const { graph, config } = this;
    const bounds = [graph.integers('kept.start', [0]), kept, graph.integers('kept.axis', [2])];
    ['key', 'value'].forEach((part, index) => {
      const name = graph.node(`present_${part}_${layer}`, 'Slice', [present[index] ?? '', ...bounds]);
      graph.output(name, this.activations, ['batch', config.keyHeads, 'keeping', config.headSize]);
    });
  }

  /** Queries or keys: projected, normalised by head where the family does, rotated by their positions. */
  private rotated(prefix: string, part: 'q' | 'k', input: Value, heads: number, positions: Value): Value {
    const { config } = this;
    const projected = this.linear(`${prefix}.${part}_proj`, input, config.inputBias);
    const normed = config.headNorms ? this.headNorm(prefix, part, projected, heads) : projected;
    const tables = [this.rotary('cos', Math.cos), this.rotary('sin', Math.sin)];
    return this.graph.fusedNode(`${prefix}.${part}.rotated`, 'RotaryEmbedding', [normed, positions, ...tables], {
      interleaved: { int: 0 },
      num_heads: { int: heads },
    });
  }

  private rotary(name: string, wave: (angle: number) => number): Value {
    const { rope, positions, headSize } = this.config;
    const table = this.weights.computed(`rotary.${name}`, [positions, headSize / 2], () =>
      rotaryTable(rope, positions, wave),
    );
    return this.once(`rotary.${name}.narrow`, table);
  }

  private headNorm(prefix: string, part: 'q' | 'k', projected: Value, heads: number): Value {
    const { graph, config } = this;
    const name = `${prefix}.${part}`;
    const split = graph.integers(`split.${heads}`, [0, 0, heads, config.headSize]);
    const byHead = graph.node(`${name}.heads`, 'Reshape', [this.wide(`${name}.wide`, projected), split]);
    const scale = this.weights.numbers(`${prefix}.${part}_norm.weight`);
    const normed = graph.node(`${name}.norm`, 'SimplifiedLayerNormalization', [byHead, scale], {
      axis: { int: -1 },
      epsilon: { float: config.epsilon },
    });
    const whole = graph.integers(`whole.${heads}`, [0, 0, heads * config.headSize]);
    return this.narrow(`${name}.narrow`, graph.node(`${name}.whole`, 'Reshape', [normed, whole]));
  }

  /** Rows of `[batch, seq, width]` as `[texts, width]`. */
  private rowsOf(name: Value, states: Value, rows: Value, width: number): Value {
    const { graph } = this;
    const flat = graph.node(`${name}.flat`, 'Reshape', [states, graph.integers(`flat.${width}`, [-1, width])]);
    return graph.node(name, 'Gather', [flat, rows], { axis: { int: 0 } });
  }

  private perceptron(prefix: string, normed: Value): Value {
    const { graph, config } = this;
    const input = this.narrow(`${prefix}.input`, normed);
    const gate = this.linear(`${prefix}.gate_proj`, input, config.innerBias);
    const up = this.linear(`${prefix}.up_proj`, input, config.innerBias);
    const sigmoid = graph.node(`${prefix}.sigmoid`, 'Sigmoid', [gate]);
    const active = graph.node(`${prefix}.silu`, 'Mul', [gate, sigmoid]);
    const product = graph.node(`${prefix}.product`, 'Mul', [active, up]);
    return this.wide(`${prefix}.output`, this.linear(`${prefix}.down_proj`, product, config.innerBias));
  }

  /** Input and output of the activations' type, whatever form the matrix is stored in. */
  private linear(name: string, input: Value, hasBias: boolean): Value {
    const stored = this.weights.matrix(`${name}.weight`);
    const bias = hasBias ? this.once(`${name}.bias.narrow`, this.weights.numbers(`${name}.bias`)) : null;
    const product = stored ? this.product(name, stored, input) : `${name}.product`;
    return bias === null ? product : this.graph.node(`${name}.biased`, 'Add', [product, bias]);
  }

  private product(name: string, stored: StoredTensor, input: Value): Value {
    const { graph, weights } = this;
    const weight = `${name}.weight`;
    const bits = quantisedBits(stored);
    if (bits !== null) return this.blockProduct(name, bits, input);
    // A matrix that f16 cannot hold is multiplied in f32 even where the activations are f16.
    if (stored.type === 'float32' && this.activations === 'float16') {
      const inputs = [this.wide(`${name}.wide`, input), weights.stored(weight)];
      return this.narrow(`${name}.narrow`, graph.node(`${name}.product`, 'MatMul', inputs));
    }
    return graph.node(`${name}.product`, 'MatMul', [
      input,
      this.cast(`${name}.matrix`, stored.type, weights.stored(weight)),
    ]);
  }

  private blockProduct(name: string, bits: 4 | 8, input: Value): Value {
    const { weights, graph } = this;
    const [outputs = 0, inputs = 0] = weights.shape(`${name}.weight`);
    const scales = this.cast(`${name}.scales`, 'float16', weights.stored(scalesOf(`${name}.weight`)));
    return graph.fusedNode(`${name}.product`, 'MatMulNBits', [input, weights.stored(`${name}.weight`), scales], {
      K: { int: inputs },
      N: { int: outputs },
      bits: { int: bits },
      block_size: { int: blockSize },
      accuracy_level: { int: this.options.wholeNumbers ? 4 : 0 },
    });
  }

  /** A constant of 32-bit floats in the activations' type, cast once for all layers. */
  private once(name: Value, constant: Value): Value {
    if (this.activations === 'float32') return constant;
    if (!this.casts.has(name)) this.narrow(name, constant);
    this.casts.add(name);
    return name;
  }

  /** A stored constant in the activations' type. */
  private cast(name: Value, type: TensorType, constant: Value): Value {
    return type === this.activations
      ? constant
      : this.graph.node(name, 'Cast', [constant], { to: { int: tensorTypes[this.activations] } });
  }

  private narrow(name: string, value: Value): Value {
    if (this.activations === 'float32') return value;
    return this.graph.node(name, 'Cast', [value], { to: { int: tensorTypes.float16 } });
  }

  private wide(name: string, value: Value): Value {
    if (this.activations === 'float32') return value;
    return this.graph.node(`${name}.f32`, 'Cast', [value], { to: { int: tensorTypes.float32 } });
  }
}
