import type { FileFolder } from '../../files/FileFolder';
import type { VerifyFinding } from '../checkpointsContract';
import type { StartHash } from '../hashing';
import type { ProgressMeter } from './ProgressMeter';
import type { StoredManifest } from './StoredManifest';

const pieceBytes = 4 * 1024 * 1024;

/** Weights end so; they are what may be dropped once a graph is there. */
export function isWeights(path: string): boolean {
  return path.endsWith('.safetensors');
}

/** Reads every file of a checkpoint again and compares its length and hash; weights that were dropped are not missed. */
export async function verifyFiles(
  folder: FileFolder,
  { files, isDropped }: StoredManifest,
  startHash: StartHash,
  meter: ProgressMeter,
  signal: AbortSignal,
): Promise<VerifyFinding[]> {
  const findings: VerifyFinding[] = [];
  for (const file of files) {
    if (isDropped && isWeights(file.path)) continue;
    meter.enter('verify', file.path);
    const finding = await verifyFile(folder, file, startHash, meter, signal);
    if (finding) findings.push({ path: file.path, ...finding });
  }
  return findings;
}

async function verifyFile(
  folder: FileFolder,
  { path, bytes, sha256 }: StoredManifest['files'][number],
  startHash: StartHash,
  meter: ProgressMeter,
  signal: AbortSignal,
): Promise<Omit<VerifyFinding, 'path'> | null> {
  const file = await folder.open(path);
  if (!file) return { rule: 'must be there', arrived: 'nothing' };
  try {
    if (file.size !== bytes) return { rule: `must have ${bytes} bytes`, arrived: `${file.size} bytes` };
    const hash = await startHash('sha256');
    for (let start = 0; start < bytes; start += pieceBytes) {
      signal.throwIfAborted();
      const piece = await file.read(start, Math.min(bytes, start + pieceBytes));
      hash.update(piece);
      meter.moved(piece.length);
    }
    const arrived = hash.hex();
    return arrived === sha256 ? null : { rule: `must have the sha256 ${sha256}`, arrived };
  } finally {
    await file.close();
  }
}
