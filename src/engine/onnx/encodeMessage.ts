import protobuf from 'protobufjs/minimal';
import { onnxSchema, type Field, type MessageName } from './onnxSchema';

export type MessageValue = number | string | Uint8Array | Message | readonly MessageValue[];

export interface Message {
  readonly [field: string]: MessageValue | undefined;
}

/**
 * The protobuf bytes of a message. protobufjs' own reflection compiles code at run time, which a strict content security
 * policy forbids: only its writer is used.
 * @throws TypeError on a field that the schema lacks
 */
export function encodeMessage(name: MessageName, message: Message): Uint8Array {
  const writer = protobuf.Writer.create();
  writeMessage(writer, name, message);
  return writer.finish();
}

function writeMessage(writer: protobuf.Writer, name: MessageName, message: Message): void {
  for (const [key, value] of Object.entries(message)) {
    const field = onnxSchema[name][key];
    if (!field) throw new TypeError(`The ONNX message ${name} has no field "${key}".`);
    if (value === undefined) continue;
    const values = field.repeated ? (value as readonly MessageValue[]) : [value];
    for (const one of values) writeField(writer, field, one);
  }
}

/** Repeated numbers are written one by one: every protobuf reader takes them packed or not. */
function writeField(writer: protobuf.Writer, { number, kind }: Field, value: MessageValue): void {
  const tag = (wireType: number) => writer.uint32((number << 3) | wireType);
  if (kind === 'int64') tag(0).int64(value as number);
  else if (kind === 'int32') tag(0).int32(value as number);
  else if (kind === 'float') tag(5).float(value as number);
  else if (kind === 'string') tag(2).string(value as string);
  else if (kind === 'bytes') tag(2).bytes(value as Uint8Array);
  else writeNested(tag(2), kind, value as Message);
}

function writeNested(writer: protobuf.Writer, kind: MessageName, message: Message): void {
  writer.fork();
  writeMessage(writer, kind, message);
  writer.ldelim();
}
