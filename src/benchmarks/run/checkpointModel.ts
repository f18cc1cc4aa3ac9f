import type { ReportModel } from '../report/BenchmarkReport';

type CheckpointModel = Extract<ReportModel, { kind: 'checkpoint' }>;

/**
 * A loaded checkpoint as a report names it.
 *
 * @param template sha256 of a chat template in the place of the checkpoint's own; null where none is
 * @param named what the report calls it; null: by its own name
 */
export function checkpointModel(
  checkpoint: Omit<CheckpointModel, 'kind' | 'template'>,
  template: string | null,
  named: string | null,
): CheckpointModel {
  const { name, digest, architecture, precision, maxTokens, device, notes } = checkpoint;
  const about = { digest, architecture, precision, maxTokens, template, device, notes };
  return { kind: 'checkpoint', name: named ?? name, ...about };
}
