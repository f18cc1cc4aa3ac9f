/**
 * The tokens that a reward depends on, where padding is an id that texts may hold. transformers
 * (`GenericForSequenceClassification.forward`, modeling_layers.py) reads the reward at the right-most token whose id
 * differs from `config.pad_token_id`, and at the first token where there is none. What stands after that place cannot
 * change a causal model's reward, so that it is left away and the reward is always read at the last token.
 * @param padId null where no token is padding
 * @returns a view of `ids`, at least one token long where `ids` is
 */
export function trimPadding(ids: Int32Array, padId: number | null): Int32Array {
  let end = ids.length;
  while (end > 1 && ids[end - 1] === padId) end -= 1;
  return ids.subarray(0, end);
}
