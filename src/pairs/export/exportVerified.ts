import { lintExport, type LintFinding } from './lintExport';
import { provenance } from './provenance';
import { selectVerified, type Selection } from './selectVerified';
import { trlDpo } from './trlDpo';
import { trlReward } from './trlReward';
import type { LabelledPair } from './VerifiedPair';

/** The shapes in which verified labels leave. */
export const exportProfiles = {
  'trl-reward': { title: 'TRL reward (implicit prompt)', write: trlReward },
  'trl-dpo': { title: 'TRL DPO (explicit prompt)', write: trlDpo },
} as const;

export type ExportProfile = keyof typeof exportProfiles;

/** About 1,024 tokens of English: the default limit of TRL's RewardTrainer. */
export const defaultMaxCharacters = 4096;

export interface ExportRequest {
  labelled: LabelledPair[];
  profile: ExportProfile;
  /** Beginning of the file names, without extension. */
  name: string;
  maxCharacters?: number;
}

export interface Exported {
  rows: number;
  /** The data, and its provenance row by row. */
  files: { name: string; text: string }[];
  leftOut: Selection['leftOut'];
  findings: LintFinding[];
}

/**
 * Writes the verified pairs as files, with what stays out and what to know before download. The same verdicts, pairs and
 * rewards give the same bytes, in whatever order they come; nothing in the files says when they were written.
 */
export function exportVerified({
  labelled,
  profile,
  name,
  maxCharacters = defaultMaxCharacters,
}: ExportRequest): Exported {
  const { verified, leftOut } = selectVerified(labelled);
  return {
    rows: verified.length,
    files: [
      { name: `${name}.${profile}.jsonl`, text: exportProfiles[profile].write(verified) },
      { name: `${name}.${profile}.provenance.jsonl`, text: provenance(verified) },
    ],
    leftOut,
    findings: lintExport(verified, maxCharacters),
  };
}
