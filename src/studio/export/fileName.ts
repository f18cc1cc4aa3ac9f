/** The beginning of a file name: a data set's name without its ending, and nothing in it that a disk could refuse. */
export function fileName(dataSet: string): string {
  const base = dataSet.replace(/\.(jsonl|ndjson|json|csv|tsv|txt)$/i, '');
  return base.replace(/[^\p{L}\p{N}._-]+/gu, '-').replace(/^[.-]+|[.-]+$/g, '') || 'assay';
}
