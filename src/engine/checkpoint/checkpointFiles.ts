/** The files that a checkpoint is made of. Everything else in a folder is left where it is: pickles above all. */

export const weightFile = 'model.safetensors';
export const weightIndexFile = 'model.safetensors.index.json';

/** Files beside the weights, with the bytes that each may have; what is longer is damage or an attack. */
const taken: Record<string, number> = {
  'config.json': 5_000_000,
  'tokenizer.json': 200_000_000,
  'tokenizer_config.json': 20_000_000,
  'special_tokens_map.json': 5_000_000,
  'chat_template.jinja': 5_000_000,
};

export const textFiles: readonly string[] = Object.keys(taken);

/** Words for people; ones that are too long are left out. */
export const wordFiles = ['README.md', 'LICENSE', 'LICENSE.md', 'LICENSE.txt', 'NOTICE', 'NOTICE.md', 'NOTICE.txt'];
const longestWords = 1_000_000;
const longestIndex = 50_000_000;

/** Whether an index may place tensors in a file of this name: it lies in the index's own folder. */
export function isShardName(path: string): boolean {
  return /^\w[\w.-]{0,150}\.safetensors$/.test(path);
}

/** The bytes that a file of this name may have in a checkpoint (of weights: any); null where no checkpoint has such a file. */
export function longestFileBytes(path: string): number | null {
  if (Object.hasOwn(taken, path)) return taken[path] ?? null;
  if (wordFiles.includes(path)) return longestWords;
  if (path === weightIndexFile) return longestIndex;
  return isShardName(path) ? Infinity : null;
}
