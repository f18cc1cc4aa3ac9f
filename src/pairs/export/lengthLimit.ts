import type { Message } from '../Message';
import type { LengthLimit, TokenizerChoice } from './contract';
import type { TokenLimit } from './RowLinter';

/** Counts tokens until it is closed. */
export interface TokenCounter {
  count(messages: Message[]): Promise<number>;
  close(): void;
}

/** The limit as the linter takes it, for as long as `run` needs it: null where none was asked for. */
export async function withLimit<Result>(
  limit: LengthLimit | null,
  openTokenizer: (choice: TokenizerChoice) => Promise<TokenCounter>,
  run: (limit: TokenLimit | null) => Promise<Result>,
): Promise<Result> {
  if (limit === null) return run(null);
  const { maxLength, tokenizer } = limit;
  if (tokenizer === null) return run({ maxLength, unit: 'characters', countTokens: charactersOf });
  const counter = await openTokenizer(tokenizer);
  try {
    return await run({ maxLength, countTokens: (messages) => counter.count(messages) });
  } finally {
    counter.close();
  }
}

function charactersOf(messages: Message[]): number {
  return messages.reduce((sum, { content }) => sum + content.length, 0);
}
