// Queries by fetch, subscriptions by graphql-transport-ws, both with the session's token.
import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { createClient } from 'graphql-ws';
import { authorization } from './session.js';

const url = location.pathname;
const socketUrl = `${location.origin.replace(/^http/, 'ws')}${url}`;

let typedHeaders = {};

/** Headers typed into the editor win over the session's. */
const withSession = async (headers) => ({ ...(await authorization()), ...headers });

const signedFetch = async (target, options) =>
  fetch(target, { ...options, headers: await withSession(options.headers) });

const wsClient = createClient({
  url: socketUrl,
  connectionParams: () => withSession(typedHeaders),
});

const fetcher = createGraphiQLFetcher({ url, fetch: signedFetch, wsClient });

export const fetchOrSubscribe = (parameters, options) => {
  typedHeaders = options?.headers ?? {};
  return fetcher(parameters, options);
};
