import { exportOptions, type ExportOptions } from './ExportOptions';
import type { ExportRow } from './ExportRow';
import type { PairSource } from './PairToExport';
import { profiles, type ProfileName } from './profiles/profiles';
import { provenanceFile, softLabelsFile } from './profiles/sidecars';
import type { ExportFile, Profile, ProfileInput } from './profiles/Profile';
import { RowLinter, type RowFinding, type TokenLimit } from './RowLinter';
import { isSoft, selectRows, type SelectedRow } from './selectRows';
import { Survey, type StayOut } from './Survey';

export interface ExportPairsRequest {
  pairs: PairSource;
  profile: ProfileName;
  /** Beginning of the file names, without ending. */
  name: string;
  options?: Partial<ExportOptions>;
  /** Pairs without a label of the kinds asked for that the source leaves out by itself; they are counted with its own. */
  unlabelled?: number;
  /** Count the pairs that are longer than a trainer's limit. */
  limit?: TokenLimit | null;
}

/** An export that has been looked through and not been written yet. */
export interface PreparedExport {
  profile: ProfileName;
  /** Pairs that leave in the profile's data, and in the file of soft labels. */
  rows: number;
  softRows: number;
  stayOut: StayOut[];
  findings: RowFinding[];
  /** Pairs of which a side is longer than the limit; null where none was given. */
  tooLong: number | null;
  /** Each reads the pairs once more when its bytes are asked for. No two have one path. */
  files: ExportFile[];
}

/**
 * Looks through all pairs and prepares their files in one profile. The same pairs, verdicts, rewards and options give the same
 * bytes, whenever and wherever: rows stand in the order of their content ids (up to three with reasoning blocks before all
 * others, see `Survey.openers`), and no file says when it was written.
 *
 * @throws RangeError where an option is out of its range, Error where the pairs are out of order or lack an event.
 */
export async function exportPairs(request: ExportPairsRequest): Promise<PreparedExport> {
  const options = exportOptions(request.options ?? {});
  const profile: Profile = profiles[request.profile];
  const linter = new RowLinter(request.limit ?? null);
  const survey = new Survey();
  survey.leaveOut('unlabelled', [], request.unlabelled ?? 0);
  for await (const selected of selectRows(request.pairs, options, profile)) {
    survey.take(selected);
    if (selected.stayOut === null) await linter.take(selected.row);
  }
  await linter.finish();
  const select = () => selectRows(request.pairs, options, profile);
  const rows = () => leaving(select(), profile.takes === 'everything' ? new Set() : survey.openers);
  const input: ProfileInput = { name: request.name, options, survey, rows };
  const files = [...(await profile.files(input)), ...sidecars(request.profile, input, () => soft(select()))];
  return {
    profile: request.profile,
    rows: survey.rows,
    softRows: options.softLabels ? survey.softRows : 0,
    stayOut: survey.stayOut(),
    findings: linter.findings(profile, survey),
    tooLong: linter.tooLong,
    files,
  };
}

function sidecars(name: ProfileName, input: ProfileInput, softRows: () => AsyncIterable<ExportRow>): ExportFile[] {
  const { options, survey } = input;
  const files: ExportFile[] = [];
  const stem = `${input.name}.${name}`;
  if (options.softLabels && survey.softRows > 0) files.push(softLabelsFile(`${stem}.soft-labels.jsonl`, softRows));
  if (options.provenance && profiles[name].provenance === 'beside')
    files.push(provenanceFile(`${stem}.provenance.jsonl`, input.rows));
  return files;
}

/** The rows of the data: those that open it, then the others in the order of their pairs' ids. */
async function* leaving(
  selected: AsyncIterable<SelectedRow>,
  openers: ReadonlySet<ExportRow>,
): AsyncGenerator<ExportRow> {
  yield* openers;
  const opened = new Set([...openers].map(({ pair }) => pair.id));
  for await (const { row, stayOut } of selected) if (stayOut === null && !opened.has(row.pair.id)) yield row;
}

async function* soft(selected: AsyncIterable<SelectedRow>): AsyncGenerator<ExportRow> {
  for await (const one of selected) if (isSoft(one)) yield one.row;
}
