import { abstention, type Abstention } from './Abstention';
import type { MachineAnswer } from './MachineAnswer';
import { repeatedField } from './repeatedField';

const longestAnswer = 100_000;
/** What some servers leave before the answer of a model that reasons. */
const reasoning = /^<think>[\s\S]*?<\/think>/;
const fence = '```';

export interface MachineObject {
  kind: 'object';
  fields: Record<string, unknown>;
}

/** The one JSON object that an answer consists of, or the reason why it says nothing. Nothing is searched for inside prose. */
export function readMachineObject({ text, finish, refusal }: MachineAnswer): MachineObject | Abstention {
  const given = (text ?? '').trim();
  if (refusal || finish === 'content_filter') return abstention('refused', refusal || 'stopped by a content filter');
  if (finish !== 'stop')
    return abstention('cut_off', `finish reason ${finish ?? 'missing'} after ${given.length} characters`);
  const said = given.replace(reasoning, '').trim();
  if (said === '') return abstention('empty', given === '' ? 'no text' : 'reasoning without an answer');
  if (said.length > longestAnswer) return abstention('wrong_shape', `${said.length} characters`);
  return objectOf(unfenced(said));
}

/** Some models put a fence around JSON. It is whole or none. */
function unfenced(text: string): string {
  const begin = text.indexOf('\n') + 1;
  const [opening, closing] = [text.slice(0, begin).trim(), text.slice(-fence.length)];
  const isFenced = [fence, `${fence}json`].includes(opening) && closing === fence;
  return isFenced ? text.slice(begin, -fence.length).trim() : text;
}

function objectOf(json: string): MachineObject | Abstention {
  const value = parsed(json);
  if (value === undefined) return abstention('prose', json);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return abstention('wrong_shape', json);
  const twice = repeatedField(json);
  return twice === null
    ? { kind: 'object', fields: { ...value } }
    : abstention('repeated_field', `"${twice}" stands twice`);
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}
