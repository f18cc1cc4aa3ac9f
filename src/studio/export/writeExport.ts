import { defaultMaxCharacters, exportProfiles, type ExportProfile } from '../../pairs/export/exportVerified';
import { lintExport, type LintFinding } from '../../pairs/export/lintExport';
import { provenance } from '../../pairs/export/provenance';
import { selectVerified, type Selection } from '../../pairs/export/selectVerified';
import type { LabelledPair } from '../../pairs/export/VerifiedPair';
import { fileOf, type ReadyFile } from './fileOf';

export interface ReadyExport {
  /** Gold pairs, and how many of them leave: the rows of each file. */
  gold: number;
  rows: number;
  leftOut: Selection['leftOut'];
  findings: LintFinding[];
  files: ReadyFile[];
}

const about: Record<ExportProfile, string> = {
  'trl-reward': 'For RewardTrainer: chosen and rejected as whole conversations.',
  'trl-dpo': 'For DPOTrainer: prompt, chosen and rejected apart.',
};

/**
 * Every profile as a file, and the provenance that belongs to each of them row by row. The same verdicts, pairs and rewards give
 * the same bytes.
 */
export async function writeExport(labelled: LabelledPair[], name: string): Promise<ReadyExport> {
  const { verified, leftOut } = selectVerified(labelled);
  const profiles = Object.keys(exportProfiles) as ExportProfile[];
  const files = await Promise.all([
    ...profiles.map((profile) => {
      const { title, write } = exportProfiles[profile];
      return fileOf(`${name}.${profile}.jsonl`, write(verified), { title, about: about[profile] });
    }),
    fileOf(`${name}.provenance.jsonl`, provenance(verified), {
      title: 'Provenance',
      about: 'Which verdicts, rewards and sources stand behind each row of the files above. Not for the trainer.',
    }),
  ]);
  const gold = labelled.filter(({ label }) => label.gold).length;
  return { gold, rows: verified.length, leftOut, findings: lintExport(verified, defaultMaxCharacters), files };
}
