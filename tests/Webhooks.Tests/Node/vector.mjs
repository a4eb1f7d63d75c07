// Signs as the reference implementation does: standard input is {secret, id, timestamp, body}.
import { Webhook } from 'standardwebhooks';
import { readFileSync } from 'node:fs';

const { secret, id, timestamp, body } = JSON.parse(readFileSync(0, 'utf8'));
console.log(new Webhook(secret).sign(id, new Date(timestamp * 1000), body));
