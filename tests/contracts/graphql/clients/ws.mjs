// Plays one scene with the real graphql-ws client: node ws.mjs <scene> <url> [argument].
// What happened is printed as lines of JSON, in the order in which it happened.
import { createClient } from 'graphql-ws';
import WebSocket from 'ws';

const [scene, url, argument] = process.argv.slice(2);
const say = (what, detail) => console.log(JSON.stringify({ what, detail }));

const connect = (options = {}) =>
  createClient({
    url,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...options,
    on: {
      connected: () => say('connected'),
      closed: (event) => say('closed', { code: event.code, reason: event.reason }),
      ...options.on,
    },
  });

const subscribe = (client, query, tag = 'next') =>
  new Promise((resolve) => {
    client.subscribe(
      { query },
      {
        next: (result) => say(tag, result),
        error: (error) => {
          say('error', Array.isArray(error) ? error : { code: error.code, reason: error.reason });
          resolve();
        },
        complete: () => {
          say('complete', tag);
          resolve();
        },
      },
    );
  });

const scenes = {
  async subscribe() {
    const client = connect();
    await subscribe(client, argument);
    await client.dispose();
  },
  async signedIn() {
    const client = connect({ connectionParams: { authorization: `Bearer ${argument}` } });
    await subscribe(client, 'subscription { myName }');
    await client.dispose();
  },
  async several() {
    const client = connect();
    const three = ['a', 'b', 'c'].map((tag) =>
      subscribe(client, 'subscription { countdown(from: 2) }', tag),
    );
    await Promise.all(three);
    await client.dispose();
  },
  async leaveEarly() {
    const client = connect();
    const events = client.iterate({ query: 'subscription { forever }' });
    say('next', (await events.next()).value);
    await events.return();
    await subscribe(client, '{ openForevers }', 'query');
    await client.dispose();
  },
  async ping() {
    let answered;
    const ponged = new Promise((resolve) => (answered = resolve));
    const client = connect({
      keepAlive: 50,
      lazy: false,
      on: {
        pong: (received) => {
          say('pong', received);
          answered();
        },
      },
    });
    await ponged;
    await client.dispose();
  },
  async reconnect() {
    const soon = () => new Promise((resolve) => setTimeout(resolve, 50));
    const client = connect({ retryAttempts: 100, retryWait: soon, shouldRetry: () => true });
    const events = client.iterate({ query: 'subscription { forever }' });
    say('next', (await events.next()).value);
    say('next', (await events.next()).value);
    await events.return();
    await client.dispose();
  },
  async untilShutdown() {
    await subscribe(connect(), 'subscription { forever }');
  },
};

await scenes[scene]();
process.exit(0);
