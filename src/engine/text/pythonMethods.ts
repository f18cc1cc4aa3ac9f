import { isJsonObject } from '../checkpoint/readJson';
import { pythonStrip, type StripSide } from './pythonStrip';

/** Names that no template can hold: they have a space. */
export const clockName = 'python strftime_now';
const stripNames: Record<string, string> = { strip: 'python strip', lstrip: 'python lstrip', rstrip: 'python rstrip' };

/**
 * Makes a parsed template strip as Python does. The Jinja package knows JavaScript's `trim` only: it takes other white
 * space away, and ignores which characters `lstrip('\n')` names, so that Qwen3's template would take the indentation of
 * a response away. Every such call becomes a call of `pythonFunctions`, and the clock that of `clockName`.
 */
export function usePythonMethods(node: unknown): void {
  if (Array.isArray(node)) return node.forEach(usePythonMethods);
  if (node instanceof Map)
    return node.forEach((value, key) => {
      usePythonMethods(key);
      usePythonMethods(value);
    });
  if (!isJsonObject(node)) return;
  Object.values(node).forEach(usePythonMethods);
  rewriteMethod(node);
  rewriteFilter(node);
  rewriteClock(node);
}

/** What a rewritten template calls, by name. */
export const pythonFunctions: Record<string, (text: unknown, characters?: unknown) => string> = {
  'python strip': stripper('both'),
  'python lstrip': stripper('left'),
  'python rstrip': stripper('right'),
};

type Node = Record<string, unknown>;

/** `text.strip(x)` becomes `strip(text, x)`. */
function rewriteMethod(node: Node): void {
  const { type, callee, args } = node;
  if (type !== 'CallExpression' || !isNode(callee) || callee['type'] !== 'MemberExpression' || callee['computed'])
    return;
  const { property, object } = callee;
  const name = nameOf(property, stripNames);
  if (name) Object.assign(node, { callee: renamed(property, name), args: [object, ...(args as unknown[])] });
}

/** `text | trim` and `text | trim(x)` become `strip(text, x)`. */
function rewriteFilter(node: Node): void {
  const { type, operand, filter } = node;
  if (type !== 'FilterExpression' || !isNode(filter)) return;
  const isCall = filter['type'] === 'CallExpression';
  const called = isCall ? filter['callee'] : filter;
  const name = nameOf(called, { trim: 'python strip' });
  if (!name) return;
  const args = [operand, ...(isCall ? (filter['args'] as unknown[]) : [])];
  Object.assign(node, { type: 'CallExpression', callee: renamed(called, name), args });
}

/** The package has a `strftime_now` of its own, of today and in the words of the machine's language. */
function rewriteClock(node: Node): void {
  const name = nameOf(node, { strftime_now: clockName });
  if (name) renamed(node, name);
}

function isNode(value: unknown): value is Node {
  return isJsonObject(value);
}

function nameOf(identifier: unknown, names: Record<string, string>): string | undefined {
  if (!isNode(identifier) || identifier['type'] !== 'Identifier') return undefined;
  const value = String(identifier['value']);
  return Object.hasOwn(names, value) ? names[value] : undefined;
}

function renamed(identifier: unknown, name: string): unknown {
  return Object.assign(identifier as Node, { value: name });
}

function stripper(side: StripSide): (text: unknown, characters?: unknown) => string {
  return (text, characters) => {
    if (typeof text !== 'string') throw new Error('only a text can be stripped, and this is none');
    if (characters !== undefined && characters !== null && typeof characters !== 'string')
      throw new Error('the characters to strip must be a text');
    return pythonStrip(text, characters ?? null, side);
  };
}
