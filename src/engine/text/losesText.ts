import { isJsonObject, type JsonObject } from '../checkpoint/readJson';

/**
 * True where a parsed template writes something in a loop's turn and leaves the turn by `break` or `continue` afterwards:
 * the Jinja package then forgets what the turn has written, in silence.
 */
export function losesText(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(losesText);
  if (!isJsonObject(node)) return false;
  if (node['type'] === 'For' && walk(node['body'], false).loses) return true;
  return [node['body'], node['alternate'], node['defaultBlock']].some(losesText);
}

interface Walked {
  wrote: boolean;
  loses: boolean;
}

/** Goes through the statements of one turn, in order. A loop inside has turns of its own. */
function walk(statements: unknown, wroteBefore: boolean): Walked {
  const walked = { wrote: wroteBefore, loses: false };
  for (const statement of Array.isArray(statements) ? statements.filter(isJsonObject) : []) {
    const { wrote, loses } = step(statement, walked.wrote);
    walked.wrote ||= wrote;
    walked.loses ||= loses;
  }
  return walked;
}

function step(statement: JsonObject, wrote: boolean): Walked {
  switch (statement['type']) {
    case 'Break':
    case 'Continue':
      return { wrote, loses: wrote };
    case 'If': {
      const branches = [walk(statement['body'], wrote), walk(statement['alternate'], wrote)];
      return { wrote: branches.some((one) => one.wrote), loses: branches.some((one) => one.loses) };
    }
    case 'Set':
    case 'Macro':
    case 'Comment':
      return { wrote, loses: false };
    default:
      return { wrote: wrote || statement['value'] !== '', loses: false };
  }
}
