import { listIn, objectIn } from '../answerFields';
import type { MachineServer } from '../http/MachineServer';
import type { Judge, JudgeAnswer, JudgeCall } from '../Judge';

/**
 * A judge behind `/v1/chat/completions` with structured output. Samples are single calls with seeds of their own: not every server
 * knows `n`, and each is kept by itself. A server that does not know structured output answers in prose, which the reader of answers
 * finds.
 */
export class OpenAiJudge implements Judge {
  constructor(
    private readonly server: MachineServer,
    private readonly model: string,
  ) {}

  get id(): string {
    return this.server.id;
  }

  ask(call: JudgeCall, signal: AbortSignal): Promise<JudgeAnswer> {
    const request = { path: '/v1/chat/completions', body: this.#body(call), priced };
    return this.server.call(request, (answer) => this.#read(answer), signal);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  #read(value: unknown): JudgeAnswer {
    const answer = objectIn(this.id, 'answer', value);
    const choice = objectIn(this.id, 'choices[0]', listIn(this.id, 'choices', answer['choices'])[0]);
    const message = objectIn(this.id, 'message', choice['message']);
    return {
      // A refusal has no content: that is an answer, and no vote.
      text: typeof message['content'] === 'string' ? message['content'] : '',
      finish: typeof choice['finish_reason'] === 'string' ? choice['finish_reason'] : 'unknown',
      ...usageOf(answer['usage']),
    };
  }

  #body({ messages, schema, temperature, topP, maxTokens, seed }: JudgeCall): object {
    return {
      model: this.model,
      messages,
      temperature,
      top_p: topP,
      seed,
      max_completion_tokens: maxTokens,
      response_format: { type: 'json_schema', json_schema: { name: schema.name, strict: true, schema: schema.schema } },
    };
  }
}

/** What an answer was paid for. */
function priced(answer: unknown): { tokensIn: number; tokensOut: number } {
  const { promptTokens, completionTokens } = usageOf((answer as { usage?: unknown }).usage);
  return { tokensIn: promptTokens, tokensOut: completionTokens };
}

/** Servers that count no tokens say nothing: 0. */
function usageOf(usage: unknown): Pick<JudgeAnswer, 'promptTokens' | 'completionTokens'> {
  const said = (typeof usage === 'object' && usage !== null ? usage : {}) as Record<string, unknown>;
  const count = (name: string) => {
    const tokens = said[name];
    return typeof tokens === 'number' && Number.isSafeInteger(tokens) && tokens >= 0 ? tokens : 0;
  };
  return { promptTokens: count('prompt_tokens'), completionTokens: count('completion_tokens') };
}
