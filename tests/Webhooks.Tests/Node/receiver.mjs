// A partner's server in Node: verifies every webhook with the reference implementation of Standard Webhooks before it
// looks at it. Secrets come as lines on standard input; what was verified goes to standard output, a JSON document a line.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { Webhook } from 'standardwebhooks';

const secrets = [];
createInterface({ input: process.stdin }).on('line', line => secrets.push(line));

createServer((request, response) => {
  const chunks = [];
  request.on('data', chunk => chunks.push(chunk));
  request.on('end', () => {
    const body = Buffer.concat(chunks).toString('utf8');
    const verified = secrets.filter(secret => {
      try {
        new Webhook(secret).verify(body, request.headers);
        return true;
      } catch {
        return false;
      }
    });
    const event = JSON.parse(body);
    console.log(JSON.stringify({ id: request.headers['webhook-id'], type: event.type, verified: verified.map(secret => secrets.indexOf(secret)), signatures: request.headers['webhook-signature'].split(' ').length }));
    response.statusCode = verified.length > 0 ? 200 : 401;
    response.end(event.type === 'endpoint.challenge' ? event.data.challenge : '');
  });
}).listen(0, '127.0.0.1', function () {
  console.log(JSON.stringify({ port: this.address().port }));
});
