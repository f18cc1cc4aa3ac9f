const names = /\.(provenance|soft-labels)\.jsonl$|(^|\/)(dataset_info\.json|provenance\/(train|test)\.jsonl)$/;

/** Why a file that stands beside the data of an export is not read for pairs; null for any other. */
export function besideExport(name: string): string | null {
  return names.test(name) ? 'it stands beside the data of an export (verdicts come back in the Export room)' : null;
}
