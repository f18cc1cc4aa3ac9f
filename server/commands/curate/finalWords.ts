import type { FinalModel } from '../../curation/registration/finalModel';
import { candidateTag } from '../../curation/registration/ServerRegistry';

/** What has become of a plan's final model, and what a person does next. */
export function finalWords({ run, checkpoint, registered }: FinalModel): string {
  if (registered !== null) {
    const { model, version, digest, tags, server } = registered;
    return `Registered: ${model}@${version} (${tags.join(', ')}) on ${server}, digest ${digest}.\nIt is used when a person adopts it in the studio.\n`;
  }
  const push = `assay models push ${quoted(checkpoint)} --to ADDRESS --name NAME --tag ${candidateTag} --run ${run}`;
  return `The final model is in ${checkpoint}. This registers it at a server:\n  ${push}\n`;
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
