import { abstention, type Abstention } from '../machine/Abstention';
import { turnsText } from '../machine/delimited';
import { estimateTokens } from '../machine/estimateTokens';
import type { PromptMessage } from '../machine/PromptMessage';
import { mostNeighbours } from '../retrievalK';
import { isSwapped } from './isSwapped';
import type { JudgePair } from './JudgePair';
import { judgeMessages, type JudgeQuestion } from './judgeMessages';
import { ordersToJudge } from './ordersToJudge';

export interface AskSettings {
  /** Samples a model, half of them swapped. */
  samples: number;
  /** Estimated tokens of a prompt, at most: the least similar examples are left out until it fits. */
  maxPromptTokens: number;
  /** What is done with a pair whose response gives the judge orders. */
  onOrders: 'abstain' | 'ask';
}

/** Ours, as all that the paper does not state: eight samples, and as many tokens as its reward models read. */
export const usualAsking: AskSettings = { samples: 8, maxPromptTokens: 16_384, onOrders: 'abstain' };

/** All that a judge is asked about one pair. */
export interface JudgeRequest {
  kind: 'request';
  /** What each sample is sent. Two different prompts at most: one for each order of the candidates. */
  samples: { swapped: boolean; messages: PromptMessage[] }[];
  /** Ids of the gold pairs shown, in their order. */
  examples: string[];
  /** Estimated tokens of one prompt. */
  promptTokens: number;
}

/**
 * What a judge is asked about a pair, or why it is not asked: the pair alone is too long, or a response gives orders.
 *
 * @throws RangeError where more than the paper's eight examples are given.
 */
export function askJudge(question: JudgeQuestion, settings: AskSettings = usualAsking): JudgeRequest | Abstention {
  const { target, examples, seed } = question;
  if (examples.length > mostNeighbours)
    throw new RangeError(`A judge is shown ${mostNeighbours} examples at most, not ${examples.length}.`);
  const order = settings.onOrders === 'abstain' ? orderIn(target) : null;
  if (order !== null) return abstention('orders', order);
  for (let left = 0; left <= examples.length; left++) {
    const shown = examples.slice(left);
    const messages = [false, true].map((swapped) => judgeMessages({ ...question, examples: shown }, swapped));
    const promptTokens = tokensOf(messages[0] ?? []);
    if (promptTokens > settings.maxPromptTokens) continue;
    const samples = Array.from({ length: settings.samples }, (_, sample) => {
      const swapped = isSwapped(seed, target.id, sample);
      return { swapped, messages: messages[Number(swapped)] ?? [] };
    });
    return { kind: 'request', samples, examples: shown.map(({ id }) => id), promptTokens };
  }
  return abstention('too_long', `more than ${settings.maxPromptTokens} tokens without any example`);
}

function orderIn({ first, second }: JudgePair): string | null {
  return ordersToJudge(turnsText(first.messages)) ?? ordersToJudge(turnsText(second.messages));
}

function tokensOf(messages: readonly PromptMessage[]): number {
  return messages.reduce((sum, { content }) => sum + estimateTokens(content), 0);
}
