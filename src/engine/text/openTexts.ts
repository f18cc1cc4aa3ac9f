import type { CheckpointSource } from '../checkpoint/CheckpointSource';
import { AddedFileSource } from './AddedFileSource';
import { templateFile } from './ChatTemplate';
import { LocalTextSource } from './LocalTextSource';
import { openTextFiles, type TextFacts, type TextSettings } from './openTextFiles';
import { readTextFiles, type TextFile } from './textFiles';
import type { TextSource } from './TextSource';
import { TextWorkerClient } from './TextWorkerClient';

export interface TextOptions extends Omit<TextSettings, 'vocabulary'> {
  /** A chat template that a person chose for a checkpoint without one; null where the checkpoint's own counts. */
  template: string | null;
  /** Starts `workers/text`; null prepares texts in the caller's thread. */
  startWorker: (() => Worker) | null;
}

/** How a checkpoint turns conversations into token ids. */
export interface CheckpointTexts extends TextFacts {
  texts: TextSource;
  /** The files that were read, a chosen template among them. */
  files: string[];
  /** The checkpoint with the chosen template as the file that it lacked: what its digest is to be taken of. */
  source: CheckpointSource;
}

const usual: TextOptions = { rule: 'rendered', padId: null, template: null, startWorker: null };

/**
 * Reads tokenizer and chat template.
 * @param vocabulary rows of the embedding table
 * @throws MissingTemplateError where a template has to be chosen, CheckpointError that names any other file at fault
 */
export async function openTexts(
  source: CheckpointSource,
  vocabulary: number,
  options: Partial<TextOptions> = {},
): Promise<CheckpointTexts> {
  const { rule, padId, template, startWorker } = { ...usual, ...options };
  const files = await readTextFiles(source, template);
  const settings = { vocabulary, rule, padId };
  const opened = startWorker ? await openInWorker(startWorker, files, settings) : openHere(files, settings);
  const chosen = template === null ? undefined : files.find(({ name }) => name === templateFile);
  return {
    ...opened,
    files: files.map(({ name }) => name),
    source: chosen ? new AddedFileSource(source, chosen) : source,
  };
}

type OpenedTexts = TextFacts & Pick<CheckpointTexts, 'texts'>;

function openHere(files: readonly TextFile[], settings: TextSettings): OpenedTexts {
  const { preparer, maxTokens, frozenDate } = openTextFiles(files, settings);
  return { texts: new LocalTextSource(preparer), maxTokens, frozenDate };
}

async function openInWorker(
  startWorker: () => Worker,
  files: TextFile[],
  settings: TextSettings,
): Promise<OpenedTexts> {
  const texts = new TextWorkerClient(startWorker);
  try {
    const { maxTokens, frozenDate } = await texts.open(files, settings);
    return { texts, maxTokens, frozenDate };
  } catch (error) {
    texts.close();
    throw error;
  }
}
