import type { FileFolder } from '../../files/FileFolder';
import { isJsonObject, type JsonObject } from '../readJson';

/** Files of our own are small. */
const longest = 10_000_000;

/** Another tab may be writing it: it is read again so often, after so many milliseconds. */
const patience = { tries: 3, pauseMs: 20 };

/** The object that a JSON file of our own holds; null where it is missing or was cut while it was written. */
export async function readJsonFile(folder: FileFolder, name: string): Promise<JsonObject | null> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await readOnce(folder, name);
    } catch (error) {
      if (tries === patience.tries) {
        if (error instanceof SyntaxError) return null;
        throw error;
      }
      await new Promise((resolve) => setTimeout(resolve, patience.pauseMs));
    }
  }
}

async function readOnce(folder: FileFolder, name: string): Promise<JsonObject | null> {
  const file = await folder.open(name);
  if (!file) return null;
  try {
    if (file.size > longest) return null;
    const value: unknown = JSON.parse(new TextDecoder().decode(await file.read(0, file.size)));
    return isJsonObject(value) ? value : null;
  } finally {
    await file.close();
  }
}

/** Writes a JSON file and waits until it is durable. */
export async function writeJsonFile(folder: FileFolder, name: string, value: object): Promise<void> {
  const writer = await folder.write(name, 'empty');
  try {
    await writer.write(new TextEncoder().encode(JSON.stringify(value)), 0);
    await writer.flush();
  } finally {
    await writer.close();
  }
}
