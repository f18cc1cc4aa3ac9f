import type { Answered, Refusal } from './Refusal';
import { refusalOf } from './refusalOf';

/** What a request came to: the answer as `read` takes its JSON, or why there is none. Never throws. */
export async function answerTo<Value>(
  request: () => Promise<Response>,
  read: (body: unknown) => Value,
): Promise<Answered<Value>> {
  return textTo(request, (text) => read(parsed(text)));
}

/** The same of an answer that is no JSON. */
export async function textTo<Value>(
  request: () => Promise<Response>,
  read: (text: string) => Value,
): Promise<Answered<Value>> {
  let response: Response;
  let text: string;
  try {
    response = await request();
    text = await response.text();
  } catch (error) {
    return refused({ kind: 'unreachable', message: `The server could not be reached (${String(error)}).` });
  }
  if (!response.ok) return refused(refusalOf(response, parsed(text)));
  try {
    return { ok: true, value: read(text) };
  } catch (error) {
    // A static server gives its page for any address; a ledger server may yet come to stand here.
    return refused({ kind: 'absent', message: error instanceof Error ? error.message : String(error) });
  }
}

/** Null where the text is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function refused(refusal: Refusal): { ok: false; refusal: Refusal } {
  return { ok: false, refusal };
}
