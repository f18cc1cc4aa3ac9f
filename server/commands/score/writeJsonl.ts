import { open } from 'node:fs/promises';
import type { FinishedRow, ScoreOrigin } from './writeScores';

const textAtATime = 256 * 1024;

/** JSON Lines: one object a row, its keys always the same and in the same order. */
export async function writeJsonl(rows: AsyncIterable<FinishedRow>, _origin: ScoreOrigin, path: string): Promise<void> {
  const handle = await open(path, 'w', 0o644);
  try {
    let text = '';
    for await (const row of rows) {
      text += `${JSON.stringify(row)}\n`;
      if (text.length < textAtATime) continue;
      await handle.writeFile(text);
      text = '';
    }
    await handle.writeFile(text);
  } finally {
    await handle.close();
  }
}
