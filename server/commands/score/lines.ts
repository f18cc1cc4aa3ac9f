import { createReadStream } from 'node:fs';

const lineFeed = 0x0a;

/** A whole line of a file without its line feed, and where the next one begins. */
export interface Line {
  text: string;
  end: number;
}

/** The whole lines of a UTF-8 file; what follows the last line feed is none. Only line feeds end a line. */
export async function* wholeLines(path: string): AsyncGenerator<Line> {
  let rest = Buffer.alloc(0);
  let end = 0;
  for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 })) {
    const bytes = Buffer.concat([rest, chunk as Buffer]);
    let from = 0;
    for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, from)) {
      end += at + 1 - from;
      yield { text: bytes.toString('utf8', from, at), end };
      from = at + 1;
    }
    rest = bytes.subarray(from);
  }
}
