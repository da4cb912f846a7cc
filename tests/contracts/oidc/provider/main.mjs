// `node main.mjs <gateway>`: three issuers and a door at which the tests turn their knobs.
// The first line says where they listen; they end with their standard input.

import { createServer } from 'node:http';
import { Issuer } from './provider.mjs';

const gateway = process.argv[2];
const names = ['city', 'school', 'county'];
const issuers = Object.fromEntries(names.map((name) => [name, new Issuer(name, gateway)]));
await Promise.all(Object.values(issuers).map((issuer) => issuer.open()));

const KNOBS = {
  rotate: (issuer) => issuer.rotate(),
  wrong: (issuer, what) => { issuer.wrong = what; },
  down: (issuer, what) => { issuer.down = what === 'yes'; },
};

const knobs = createServer(async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://knobs');
  const issuer = issuers[searchParams.get('issuer')];
  await KNOBS[pathname.slice(1)]?.(issuer, searchParams.get('what'));
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ asked: issuer.asked }));
});
knobs.listen(0, '127.0.0.1', () => {
  const at = Object.fromEntries(names.map((name) => [name, issuers[name].address]));
  at.knobs = `http://127.0.0.1:${knobs.address().port}`;
  process.stdout.write(`${JSON.stringify(at)}\n`);
});
process.stdin.resume().on('end', () => process.exit(0));
