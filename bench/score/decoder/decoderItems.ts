import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ScoreRequest } from '../../../src/engine/contract';

type Messages = ScoreRequest['messages'];

/** A prompt with the responses to compare; a response may go on over several turns. */
export interface DecoderItem {
  source: 'rm_bench' | 'judge_bench' | 'mt_bench';
  prompt: Messages;
  responses: Messages[];
}

export interface ItemOrder {
  /** Of each source. */
  count: number;
  /** Characters of an item's prompt and responses together; longer ones are left out. */
  characters: number;
}

interface RmBenchRow {
  prompt: string;
  chosen: string[];
  rejected: string[];
}

interface JudgeBenchRow {
  question: string;
  response_A: string;
  response_B: string;
}

interface MtBenchRow {
  turn: number;
  conversation_a: Messages;
  conversation_b: Messages;
}

const bestOf = 8;

/**
 * Real pairs: of RM-Bench (the middle ones of three and three responses, half chat, half code), of JudgeBench, and of MT-bench
 * the two-turn ones, whose prompt is the first question.
 */
export function decoderPairs(root: string, order: ItemOrder): DecoderItem[] {
  const middle = (item: DecoderItem): DecoderItem => ({
    ...item,
    responses: item.responses.filter((_, place) => place === 1 || place === 4),
  });
  return [
    ...chosen(mixed(rmBench(root, 'chat').map(middle), rmBench(root, 'code').map(middle)), order),
    ...chosen(judgeBench(root), order),
    ...chosen(mtBenchTwoTurns(root), order),
  ];
}

/**
 * Eight responses under one prompt. No sample has so many, so that responses of the items that follow are added: to
 * RM-Bench's six two, to JudgeBench's two six. Such a response does not answer the question, and costs what one does that does.
 */
export function decoderBestOf8(root: string, order: ItemOrder): DecoderItem[] {
  const code = filledUp(rmBench(root, 'code'));
  return [...chosen(mixed(code, filledUp(rmBench(root, 'chat'))), order), ...chosen(filledUp(judgeBench(root)), order)];
}

/**
 * The beginnings of items, for a device that runs a thousandth of a graphics card's speed.
 * @param prompt characters of the prompt's messages that stay @param response the same of each response's
 */
export function beginnings(items: readonly DecoderItem[], prompt: number, response: number): DecoderItem[] {
  const begun = (messages: Messages, most: number) =>
    messages.map(({ role, content }) => ({ role, content: content.slice(0, most) }));
  return items.map((item) => ({
    ...item,
    prompt: begun(item.prompt, prompt),
    responses: item.responses.map((messages) => begun(messages, response)),
  }));
}

/** The requests that score these items. With `sharing` off, no text has a prompt that it could share. */
export function decoderRequests(items: readonly DecoderItem[], { sharing }: { sharing: boolean }): ScoreRequest[] {
  return items.flatMap(({ source, prompt, responses }, row) =>
    responses.map((response, at) => ({
      id: `${source}:${String(row)}:${String(at)}`,
      messages: [...prompt, ...response],
      promptLength: sharing ? prompt.length : 0,
    })),
  );
}

function chosen(items: readonly DecoderItem[], { count, characters }: ItemOrder): DecoderItem[] {
  const length = (messages: Messages) => messages.reduce((sum, { content }) => sum + content.length, 0);
  const size = ({ prompt, responses }: DecoderItem) => length(prompt) + length(responses.flat());
  return items.filter((item) => size(item) <= characters).slice(0, count);
}

function mixed(first: readonly DecoderItem[], second: readonly DecoderItem[]): DecoderItem[] {
  return first.flatMap((item, index) => [item, ...second.slice(index, index + 1)]);
}

function filledUp(items: readonly DecoderItem[]): DecoderItem[] {
  return items.map((item, index) => ({
    ...item,
    responses: [item, ...items.slice(index + 1), ...items.slice(0, index)]
      .flatMap(({ responses }) => responses)
      .slice(0, bestOf),
  }));
}

function sample(root: string, file: string): string {
  return readFileSync(join(root, 'public', 'samples', file), 'utf8');
}

function rowsOf<T>(text: string): T[] {
  return text.split('\n').flatMap((line) => (line ? [JSON.parse(line) as T] : []));
}

const answer = (content: string): Messages => [{ role: 'assistant', content }];

function rmBench(root: string, part: 'chat' | 'code'): DecoderItem[] {
  const rows = JSON.parse(sample(root, `rm-bench-${part}.json`)) as RmBenchRow[];
  return rows.map(({ prompt, chosen: better, rejected }) => ({
    source: 'rm_bench',
    prompt: [{ role: 'user', content: prompt }],
    responses: [...better, ...rejected].map(answer),
  }));
}

function judgeBench(root: string): DecoderItem[] {
  return rowsOf<JudgeBenchRow>(sample(root, 'judgebench-gpt-4o.jsonl')).map((row) => ({
    source: 'judge_bench',
    prompt: [{ role: 'user', content: row.question }],
    responses: [answer(row.response_A), answer(row.response_B)],
  }));
}

function mtBenchTwoTurns(root: string): DecoderItem[] {
  const rows = rowsOf<MtBenchRow>(sample(root, 'mt-bench-human.jsonl')).filter(({ turn }) => turn === 2);
  return rows.map(({ conversation_a: first, conversation_b: second }) => ({
    source: 'mt_bench',
    prompt: first.slice(0, 1),
    responses: [first.slice(1, 4), second.slice(1, 4)],
  }));
}
