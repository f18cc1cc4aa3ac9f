import { request as plainRequest, type RequestOptions } from 'node:http';
import { request as secureRequest } from 'node:https';

export interface Answer {
  status: number;
  text: string;
}

const mostBytes = 64 << 20;

/**
 * One request without the headers of a browser: Ray refuses changes that carry `Sec-Fetch-Mode`, which `fetch` always sends.
 * Redirects are not followed.
 */
export function askHttp(address: URL, options: RequestOptions, body?: string): Promise<Answer> {
  const request = address.protocol === 'https:' ? secureRequest : plainRequest;
  return new Promise((resolve, reject) => {
    const asked = request(address, options, (answer) => {
      const parts: Buffer[] = [];
      let bytes = 0;
      answer.on('data', (part: Buffer) => {
        bytes += part.length;
        if (bytes > mostBytes) answer.destroy(new Error(`The answer has more than ${String(mostBytes)} bytes.`));
        else parts.push(part);
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
