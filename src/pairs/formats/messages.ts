import type { Json } from '../Json';
import { roles, type Message, type Role } from '../Message';
import { RowError } from './RowError';

/** Names that other tools give to the roles of a conversation. */
const aliases = new Map<string, Role>([
  ...roles.map((role): [string, Role] => [role, role]),
  ['human', 'user'],
  ['gpt', 'assistant'],
  ['observation', 'tool'],
]);

const partKeys = new Set(['type', 'text']);
const readKeys = new Set(['role', 'content', 'thinking', 'from', 'value']);

type JsonObject = { [key: string]: Json };

export function isObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

/** Whether a value has the shape of a conversation: a list of objects with role and content (or from and value). */
export function isConversation(value: Json | undefined): value is JsonObject[] {
  return Array.isArray(value) && value.length > 0 && value.every(isTurn);
}

function isTurn(value: Json): value is JsonObject {
  if (!isObject(value)) return false;
  return (Object.hasOwn(value, 'role') && 'content' in value) || (Object.hasOwn(value, 'from') && 'value' in value);
}

/**
 * The messages of a conversation. Keys of a message that Assay does not read go to `unread`, so that the row can say so.
 *
 * @throws RowError that names the message and what is wrong with it.
 */
export function readConversation(value: Json | undefined, column: string, unread: Set<string>): Message[] {
  if (!isConversation(value)) throw new RowError(`"${column}" is no list of messages with role and content`);
  return value.map((turn, at) => readTurn(turn, `message ${at + 1} of "${column}"`, unread));
}

function readTurn(turn: JsonObject, where: string, unread: Set<string>): Message {
  refuseCalls(turn, where);
  const name = turn['role'] ?? turn['from'] ?? null;
  const role = typeof name === 'string' ? aliases.get(name) : undefined;
  if (role === undefined)
    throw new RowError(`${where} has the role ${JSON.stringify(name)}; known are ${roles.join(', ')}`);
  const content = readContent(turn['content'] ?? turn['value'] ?? null, where, unread);
  for (const key of Object.keys(turn)) if (!readKeys.has(key) && turn[key] !== null) unread.add(key);
  const thinking = turn['thinking'];
  return typeof thinking === 'string' ? { role, content, thinking } : { role, content };
}

function refuseCalls(turn: JsonObject, where: string): void {
  const calls = turn['tool_calls'] ?? turn['function_call'] ?? null;
  const none = calls === null || (Array.isArray(calls) && calls.length === 0);
  if (!none) throw new RowError(`${where} calls tools; only texts can be compared`);
}

/** A text, or a list of text parts, which are joined; other keys of a part are noted as unread. */
function readContent(content: Json, where: string, unread: Set<string>): string {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) throw new RowError(`${where} has no text`);
  return content.map((part) => textOfPart(part, where, unread)).join('');
}

function textOfPart(part: Json, where: string, unread: Set<string>): string {
  if (typeof part === 'string') return part;
  if (isObject(part) && typeof part['text'] === 'string') {
    for (const key of Object.keys(part)) if (!partKeys.has(key) && part[key] !== null) unread.add(key);
    return part['text'];
  }
  const type = isObject(part) && typeof part['type'] === 'string' ? part['type'] : 'part';
  throw new RowError(`${where} holds ${JSON.stringify(type)}; only texts can be compared`);
}

/** A text as one turn. */
export function turn(role: Role, content: string): Message {
  return { role, content };
}

export function sameMessage(one: Message, other: Message): boolean {
  return one.role === other.role && one.content === other.content && one.thinking === other.thinking;
}
