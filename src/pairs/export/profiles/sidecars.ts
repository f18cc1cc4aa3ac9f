import type { ExportRow } from '../ExportRow';
import { rowProvenance } from '../rowProvenance';
import { jsonlFile } from './jsonlFile';
import type { ExportFile } from './Profile';

/** Where each pair of the data comes from, in the data's order. */
export function provenanceFile(path: string, rows: () => AsyncIterable<ExportRow>): ExportFile {
  return jsonlFile(path, rows, (row, at) => [rowProvenance(row, at)]);
}

/** Ties and divided annotators: both responses, and how much of the votes is for the first. */
export function softLabelsFile(path: string, rows: () => AsyncIterable<ExportRow>): ExportFile {
  return jsonlFile(path, rows, ({ pair, label }) => [
    {
      pair_id: pair.id,
      prompt: pair.prompt,
      first: pair.first.messages,
      second: pair.second.messages,
      first_share: label?.firstShare ?? null,
      annotators: label?.annotators ?? 0,
    },
  ]);
}
