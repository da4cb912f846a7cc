// Plays one scene with the real graphql-sse client: node sse.mjs <scene> <url> [argument].
import { createClient } from 'graphql-sse';

const [scene, url, argument] = process.argv.slice(2);
const say = (what, detail) => console.log(JSON.stringify({ what, detail }));

const connect = (options = {}) => createClient({ url, retryAttempts: 0, ...options });

const subscribe = (client, query, tag = 'next') =>
  new Promise((resolve) => {
    client.subscribe(
      { query },
      {
        next: (result) => say(tag, result),
        error: (error) => {
          say('error', { message: error.message, status: error.response?.status });
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
  subscribe: () => subscribe(connect(), argument),
  signedIn: () =>
    subscribe(
      connect({ headers: { authorization: `Bearer ${argument}` } }),
      'subscription { myName }',
    ),
  async leaveEarly() {
    const client = connect();
    const events = client.iterate({ query: 'subscription { forever }' });
    say('next', (await events.next()).value);
    await events.return();
    client.dispose();
  },
  untilShutdown: () => subscribe(connect(), 'subscription { forever }'),
};

await scenes[scene]();
process.exit(0);
