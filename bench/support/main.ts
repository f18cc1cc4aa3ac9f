import { readable, reportLine } from './report';
import type { Bench } from './Bench';

/** Runs one bench and prints its figures, last as one line of JSON. */
export async function main(name: string, bench: Bench, quick: boolean): Promise<void> {
  console.log(`${name}${quick ? ' (quick: the figures mean nothing)' : ''}`);
  const fields = await bench({ quick });
  console.log(readable(fields));
  console.log(reportLine(name, quick, fields));
}
