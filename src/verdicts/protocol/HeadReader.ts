import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import { ProtocolError } from './ProtocolError';

/** A value of the head, and the offset of what names it: the place for a complaint where the value is empty. */
export interface Field {
  value: unknown;
  offset: number;
}

/** What is read, as its errors speak of it. */
export interface Subject {
  /** At the beginning of a sentence: "The head". */
  name: string;
  /** Lines of the whole text above the YAML. */
  linesAbove: number;
  error: new (line: number, message: string) => Error;
}

const head: Subject = { name: 'The head', linesAbove: 1, error: ProtocolError };

/** Reads YAML as texts, lists and maps, nothing else, and says of whatever is not so in which line it stands. */
export class HeadReader {
  readonly root: Field;
  readonly #lines = new LineCounter();
  readonly #subject: Subject;

  /** @throws the subject's error where it is no YAML, or holds a tag, an anchor or an alias. */
  constructor(yaml: string, subject: Subject = head) {
    this.#subject = subject;
    // In the failsafe schema every scalar is a text: `version: 1.10` stays 1.10, and `no` is no boolean.
    const options = { schema: 'failsafe', prettyErrors: false, lineCounter: this.#lines } as const;
    const document = parseDocument(yaml, options);
    const broken = document.errors[0] ?? document.warnings[0];
    if (broken) throw this.error(broken.pos[0], `${subject.name} cannot be read as YAML: ${oneLine(broken.message)}`);
    visit(document, (_key, node) => {
      if (isAlias(node) || (isNode(node) && node.anchor))
        throw this.error(offsetOf(node, 0), 'Anchors and aliases are not read. Write the text itself.');
    });
    this.root = { value: document.contents, offset: 0 };
  }

  /** The fields of a map, which may have these names only. */
  fields({ value, offset }: Field, where: string, known: readonly string[]): Map<string, Field> {
    if (!isMap(value))
      throw this.error(
        offsetOf(value, offset),
        `${where} must be a list of "name: value" lines; it is ${kindOf(value)}.`,
      );
    const fields = new Map<string, Field>();
    for (const { key, value: content } of value.items) {
      const name = isScalar(key) ? String(key.value) : '';
      const at = offsetOf(key, offset);
      if (!known.includes(name))
        throw this.error(at, `${where} has ${quoted(name)}, which is not known. Known are ${known.join(', ')}.`);
      fields.set(name, { value: content, offset: at });
    }
    return fields;
  }

  /** A text that is not empty. */
  text(field: Field | undefined, name: string): string {
    if (!field) throw this.error(0, `${this.#subject.name} lacks "${name}". Add a line "${name}: ...".`);
    const { value, offset } = field;
    if (!isScalar(value) || typeof value.value !== 'string' || value.value.trim() === '')
      throw this.error(offsetOf(value, offset), `"${name}" must be a text; it is ${kindOf(value)}.`);
    return value.value.trim();
  }

  /** A text of a form that `words` describe. */
  matching(field: Field | undefined, name: string, form: RegExp, words: string): string {
    const text = this.text(field, name);
    if (form.test(text)) return text;
    throw this.error(field?.offset ?? 0, `"${name}" must be ${words}; it is ${quoted(text)}.`);
  }

  /** A list of texts; one text alone is a list of one, and what is not there an empty list. */
  texts(field: Field | undefined, name: string): { text: string; offset: number }[] {
    return this.elements(field).map((element) => ({ text: this.text(element, name), offset: element.offset }));
  }

  /** The elements of a list; a value alone is a list of one, and what is not there an empty list. */
  elements(field: Field | undefined): Field[] {
    if (!field || isEmpty(field.value)) return [];
    const elements: unknown[] = isSeq(field.value) ? field.value.items : [field.value];
    return elements.map((value) => ({ value, offset: offsetOf(value, field.offset) }));
  }

  error(offset: number, message: string): Error {
    return new this.#subject.error(this.#lines.linePos(offset).line + this.#subject.linesAbove, message);
  }
}

function isNode(value: unknown): value is { anchor?: string; range?: [number, number, number] | null } {
  return isScalar(value) || isMap(value) || isSeq(value);
}

function isEmpty(value: unknown): boolean {
  return value === null || (isScalar(value) && value.value === '');
}

function offsetOf(value: unknown, otherwise: number): number {
  return (isNode(value) || isAlias(value) ? value.range?.[0] : undefined) ?? otherwise;
}

function kindOf(value: unknown): string {
  if (isEmpty(value)) return 'empty';
  if (isMap(value)) return 'a map';
  if (isSeq(value)) return 'a list';
  return isScalar(value) ? quoted(String(value.value)) : 'something else';
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
}

function oneLine(message: string): string {
  const line = message.replace(/\s+/g, ' ').trim();
  return `${line.length > 160 ? `${line.slice(0, 160)}…` : line}${/[.!?]$/.test(line) ? '' : '.'}`;
}
