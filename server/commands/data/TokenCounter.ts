import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { FolderSource } from '../../../src/engine/checkpoint/stored/FolderSource';
import { openTexts, type CheckpointTexts } from '../../../src/engine/text/openTexts';
import { tokenizerFile } from '../../../src/engine/text/TextTokenizer';
import { wholeLength } from '../../../src/engine/text/TextSource';
import type { TokenLimit } from '../../../src/pairs/export/RowLinter';
import type { Message } from '../../../src/pairs/Message';
import { NodeFolder } from '../../NodeFolder';
import { CommandError } from '../CommandError';

/** Counts the tokens of conversations as the tokenizer and chat template of a folder make them. */
export class TokenCounter implements TokenLimit {
  private constructor(
    readonly maxLength: number,
    private readonly source: FolderSource,
    private readonly texts: CheckpointTexts['texts'],
  ) {}

  /** @throws CommandError, CheckpointError where the folder has no tokenizer or no chat template. */
  static async open(folder: string, maxLength: number): Promise<TokenCounter> {
    const path = resolve(folder);
    if (!existsSync(join(path, tokenizerFile)))
      throw new CommandError(`--tokenizer ${folder}: there is no ${tokenizerFile}. Name the folder of a checkpoint.`);
    const source = new FolderSource(basename(path), await NodeFolder.open(path));
    try {
      const { texts } = await openTexts(source, Infinity);
      return new TokenCounter(maxLength, source, texts);
    } catch (error) {
      await source.close();
      throw error;
    }
  }

  /** Rejects with `RefusedConversationError` where the chat template does not take the conversation. */
  readonly countTokens = async (messages: Message[]): Promise<number> => {
    const [group] = await this.texts.prepare([{ id: '', messages, promptLength: 0 }]);
    return (group?.texts ?? []).reduce((sum, text) => sum + wholeLength(text), 0);
  };

  async close(): Promise<void> {
    this.texts.close();
    await this.source.close();
  }
}
