import { sha256OfText } from '../../../../server/ledger/sha256OfText';
import { WireServer, type WireAnswer, type WireCall } from './WireServer';

/** What machines were asked: by the call's key, how often, and by path. */
export interface CallBook {
  byKey: Map<string, number>;
  byPath: Map<string, number>;
}

/** One server that plays all machines of a plan: rewards, embeddings, judges. What it says hangs on the texts alone. */
export async function scriptedMachines(slowMs = 0): Promise<{ wire: WireServer; book: CallBook }> {
  const book: CallBook = { byKey: new Map(), byPath: new Map() };
  const wire = await WireServer.start((call) => {
    const key = String(call.headers['idempotency-key']);
    const model = String(call.body['model']);
    book.byKey.set(key, (book.byKey.get(key) ?? 0) + 1);
    book.byPath.set(`${call.path} ${model}`, (book.byPath.get(`${call.path} ${model}`) ?? 0) + 1);
    const answer = answerTo(call);
    return slowMs > 0 && 'json' in answer ? { slowMs, json: answer.json } : answer;
  });
  return { wire, book };
}

function answerTo({ path, body }: WireCall): WireAnswer {
  if (path === '/classify')
    return { json: (body['text'] as string[]).map((text) => ({ embedding: [rewardOf(text, String(body['model']))] })) };
  if (path === '/v1/embeddings')
    return { json: { data: (body['input'] as string[]).map((text, index) => ({ index, embedding: vectorOf(text) })) } };
  const messages = body['messages'] as { content: string }[];
  const content = judgeAnswer(messages.at(-1)?.content ?? '', Number(body['seed']));
  return {
    json: {
      choices: [{ message: { content }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 9, completion_tokens: 9 },
    },
  };
}

/** How good a text is, which everybody sees more or less: its count of the word "good". */
export function goodness(text: string): number {
  return text.split('good').length - 1;
}

function chance(...words: string[]): number {
  return Number.parseInt(sha256OfText(words.join('\n')).slice(0, 8), 16) / 2 ** 32;
}

function rewardOf(text: string, model: string): number {
  const noise = model === 'rm-best' ? 2.5 : 1;
  return 2 + goodness(text) + noise * (chance(model, text) - 0.5);
}

function vectorOf(text: string): number[] {
  const topic = /topic (\d+)/.exec(text)?.[1] ?? '';
  return Array.from({ length: 8 }, (_, at) => chance(topic, String(at)) - 0.5 + 0.1 * (chance(text, String(at)) - 0.5));
}

function judgeAnswer(content: string, seed: number): string {
  const [, one = '', other = ''] = content.split(/<<<\w+ Candidate [12]>>>/);
  const noise = chance(content, String(seed)) - 0.5;
  const winner = goodness(one) + noise > goodness(other) ? '1' : '2';
  return chance('prose', content, String(seed)) < 0.1
    ? 'I prefer the first one.'
    : JSON.stringify({ reason: 'r', winner, confidence: 3 });
}
