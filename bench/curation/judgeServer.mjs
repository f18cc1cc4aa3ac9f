/** A judge that always says the same, 100 ms after it was asked. Prints its address. */
import { createServer } from 'node:http';

const content = JSON.stringify({ reason: 'The first one answers the question.', winner: '1', confidence: 4 });
const answer = JSON.stringify({
  choices: [{ message: { content }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 900, completion_tokens: 30 },
});

const server = createServer((request, response) => {
  request.resume();
  request.on('end', () => {
    setTimeout(() => {
      response.writeHead(200, { 'Content-Type': 'application/json' });
      response.end(answer);
    }, 100);
  });
});
// Longer than any pause of the driver: a reused connection that was closed is a retry, which is measured elsewhere.
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
