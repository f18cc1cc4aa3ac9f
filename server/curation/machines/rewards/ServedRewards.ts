import type { Message } from '../../../../src/pairs/Message';
import { inPieces } from '../inPieces';
import type { Conversation, RewardAnswer, RewardMachine } from '../RewardMachine';
import type { MachineServer } from '../http/MachineServer';
import { checkRawLogits } from './checkRawLogits';
import type { RewardFixture } from './RewardFixture';

/** How one kind of server is asked for rewards. */
export interface RewardWire {
  path: string;
  body(texts: readonly string[]): object;
  /** One raw logit a text, in order. @throws MachineError */
  read(machine: string, answer: unknown, asked: number): number[];
}

export interface ServedModel {
  /** Renders a conversation as the model was trained on it. */
  render: (messages: readonly Message[]) => string;
  fixtures: readonly RewardFixture[];
}

/** Conversations of one request. */
const textsAtOnce = 16;

/** A reward model behind a server. */
export class ServedRewards implements RewardMachine {
  constructor(
    private readonly server: MachineServer,
    private readonly wire: RewardWire,
    private readonly model: ServedModel,
  ) {}

  get id(): string {
    return this.server.id;
  }

  async start(signal: AbortSignal): Promise<void> {
    const { fixtures } = this.model;
    const texts = fixtures.map(({ conversation }) => this.#render(conversation));
    const arrived = await this.#ask(texts, signal, false);
    checkRawLogits(
      this.id,
      arrived,
      fixtures.map(({ reward }) => reward),
    );
  }

  async rewards(conversations: readonly Conversation[], signal: AbortSignal): Promise<RewardAnswer[]> {
    const texts = conversations.map((conversation) => this.#render(conversation));
    const rewards = await inPieces(texts, textsAtOnce, (piece) => this.#ask(piece, signal, true));
    return rewards.map((reward) => ({ reward }));
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #render({ prompt, response }: Conversation): string {
    return this.model.render([...prompt, ...response]);
  }

  #ask(texts: readonly string[], signal: AbortSignal, kept: boolean): Promise<number[]> {
    const { path, body, read } = this.wire;
    return this.server.call({ path, body: body(texts), kept }, (answer) => read(this.id, answer, texts.length), signal);
  }
}
