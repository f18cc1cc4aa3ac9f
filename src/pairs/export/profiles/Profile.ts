import type { ExportOptions } from '../ExportOptions';
import type { ExportRow } from '../ExportRow';
import type { Survey } from '../Survey';

/** A file that leaves: its path inside the folder or zip, and its bytes, from the beginning at every call. */
export interface ExportFile {
  path: string;
  /** Media type. */
  type: string;
  chunks: () => AsyncIterable<Uint8Array>;
}

/** What profiles write from. */
export interface ProfileInput {
  /** Beginning of the file names, without ending. */
  name: string;
  options: ExportOptions;
  survey: Survey;
  /** The rows that leave, always in the same order; from the beginning at every call. */
  rows: () => AsyncIterable<ExportRow>;
}

/** One shape in which pairs leave. */
export interface Profile {
  title: string;
  /** For people: which program reads it, and how. */
  about: string;
  /** Which rows it writes: preferences only, ties as well (where soft labels are asked for), or every pair that was given. */
  takes: 'preferences' | 'ties' | 'everything';
  /** What it has no place for, in words for people. */
  cannotSay: readonly string[];
  /** Whether it can say how much better the chosen response is: always, as `margin` where asked for, or not. */
  strength: 'always' | 'as margin' | 'never';
  /** Where the rows' provenance goes: into a file beside the data, or wherever the profile itself puts it. */
  provenance: 'beside' | 'own';
  /** Why this row stays out; null where the profile can say it. */
  refuses: (row: ExportRow) => Refusal | null;
  files: (input: ProfileInput) => ExportFile[] | Promise<ExportFile[]>;
}

/** Why a profile cannot say a row. */
export type Refusal = 'several_turns' | 'thinking' | 'turn_order' | 'role' | 'half_character';
