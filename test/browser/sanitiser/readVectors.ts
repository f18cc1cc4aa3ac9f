/** One hostile text of `test/files/sanitiser`, with the class of techniques that it belongs to. */
export interface Vector {
  class: string;
  text: string;
}

/** A file of vectors: its first line says what they do and where the technique is described, the others are the texts as JSON. */
function vectorsOf(file: string): Vector[] {
  const [head = '', ...lines] = file.trim().split('\n');
  const { class: name } = JSON.parse(head) as { class: string };
  return lines.map((line) => ({ class: name, text: JSON.parse(line) as string }));
}

const files: Record<string, string> = import.meta.glob('../../files/sanitiser/*.jsonl', {
  query: '?raw',
  import: 'default',
  eager: true,
});

/** All vectors, those of one class together. */
export const vectors: readonly Vector[] = Object.values(files).flatMap(vectorsOf);
