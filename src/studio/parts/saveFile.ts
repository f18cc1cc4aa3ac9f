/** What came of offering a file: written to the place the person chose, handed to the browser's downloads, or nothing. */
export type Saved = 'written' | 'downloaded' | 'cancelled';

interface SaveFilePicker {
  showSaveFilePicker?(options: { suggestedName: string }): Promise<FileSystemFileHandle>;
}

/**
 * Offers bytes as a file: the person chooses the place where the browser can ask (File System Access), else the file goes
 * to the downloads folder. Rejects when the chosen place cannot be written.
 */
export async function saveFile(name: string, content: Blob): Promise<Saved> {
  const { showSaveFilePicker } = globalThis as SaveFilePicker;
  if (!showSaveFilePicker) return download(name, content);
  try {
    const handle = await showSaveFilePicker.call(globalThis, { suggestedName: name });
    const target = await handle.createWritable();
    await target.write(content);
    await target.close();
    return 'written';
  } catch (error) {
    if (!(error instanceof DOMException)) throw error;
    if (error.name === 'AbortError') return 'cancelled';
    // Some embeddings offer the picker and then refuse it.
    if (error.name === 'SecurityError') return download(name, content);
    throw error;
  }
}

function download(name: string, content: Blob): Saved {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after the click returns.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return 'downloaded';
}
