// The push service of the npm package `web-push-testing`, on a port of the caller's. It gives a
// browser's subscription, opens what is pushed to it, and checks our VAPID statement.
import {createRequire} from 'node:module';

const require = createRequire(import.meta.url);
const PushService = require('web-push-testing/src/server.js');
const {PushApiModel} = require('web-push-testing/src/PushApiModel.js');

const port = Number(process.argv[2]);
new PushService(new PushApiModel(), port).startServer();
process.stdin.resume().on('end', () => process.exit(0));
