// An issuer of the certified `oidc-provider`, configured as a city's sign-in would be. Who signs in
// is named by `login_hint`; everything else is the library's own: sessions, codes, tokens, logouts.

import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK, generateKeyPair } from 'jose';
import Provider from 'oidc-provider';
import { tampered } from './tamper.mjs';

const TEN_DAYS = 10 * 24 * 3600;

class Memory {
  constructor(kind, rows) { Object.assign(this, { kind, rows }); }
  key(id) { return `${this.kind}:${id}`; }

  async upsert(id, payload) { this.rows.set(this.key(id), payload); }
  async find(id) { return this.rows.get(this.key(id)); }
  async findByUid(uid) { return this.search((row) => row.uid === uid); }
  async consume(id) { (await this.find(id)).consumed = Math.floor(Date.now() / 1000); }
  async destroy(id) { this.rows.delete(this.key(id)); }
  async revokeByGrantId(grantId) {
    for (const [key, row] of this.rows) if (row.grantId === grantId) this.rows.delete(key);
  }

  search(fits) {
    for (const [key, row] of this.rows) if (key.startsWith(`${this.kind}:`) && fits(row)) return row;
    return undefined;
  }
}

async function newKey() {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomUUID(), use: 'sig', alg: 'ES256' };
}

export class Issuer {
  constructor(name, gateway) {
    Object.assign(this, { name, gateway, keys: [], wrong: null, down: false });
    const rows = new Map();
    this.adapter = class extends Memory { constructor(kind) { super(kind, rows); } };
    this.asked = { discovery: 0, jwks: 0, token: 0 };
  }

  async open() {
    this.server = createServer((request, response) => this.answer(request, response));
    await new Promise((ready) => { this.server.listen(0, '127.0.0.1', ready); });
    this.address = `http://127.0.0.1:${this.server.address().port}`;
    await this.rotate();
  }

  // A new key signs; the two before stay published, for tokens that are on their way.
  async rotate() {
    this.keys = [await newKey(), ...this.keys.slice(0, 2)];
    this.provider = this.build();
    this.handle = this.provider.callback();
  }

  answer(request, response) {
    const { pathname } = new URL(request.url, this.address);
    if (this.down) { response.writeHead(503).end(); return; }
    if (pathname === '/.well-known/openid-configuration') this.asked.discovery += 1;
    if (pathname === '/jwks') this.asked.jwks += 1;
    if (pathname === '/token') this.asked.token += 1;
    if (pathname.startsWith('/interaction/')) { this.signIn(request, response); return; }
    this.handle(request, this.wrong ? tampered(response, this) : response);
  }

  // The page where a person would say who they are: here `login_hint` does.
  async signIn(request, response) {
    const { prompt, params, session, grantId } = await this.provider.interactionDetails(request, response);
    const result = prompt.name === 'login'
      ? { login: { accountId: params.login_hint ?? 'nobody' } }
      : { consent: { grantId: await this.consent(session.accountId, params.client_id, grantId) } };
    await this.provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  }

  async consent(accountId, clientId, grantId) {
    const grant = grantId
      ? await this.provider.Grant.find(grantId)
      : new this.provider.Grant({ accountId, clientId });
    grant.addOIDCScope('openid profile');
    return grant.save();
  }

  client(name) {
    return {
      client_id: name,
      client_secret: 'a-secret-of-the-contract-tests',
      redirect_uris: [`${this.gateway}/auth/callback/${this.name}`],
      post_logout_redirect_uris: [`${this.gateway}/auth/logged-out`],
      backchannel_logout_uri: `${this.gateway}/auth/backchannel-logout/${this.name}`,
      backchannel_logout_session_required: true,
      id_token_signed_response_alg: 'ES256',
      grant_types: ['authorization_code'],
      response_types: ['code'],
    };
  }

  cookieNames() {
    const kinds = ['session', 'interaction', 'resume'];
    return Object.fromEntries(kinds.map((kind) => [kind, `${this.name}_${kind}`]));
  }

  build() {
    return new Provider(this.address, {
      adapter: this.adapter,
      clients: [this.client('osan-talk')],
      jwks: { keys: this.keys },
      // Two issuers at one host, at different ports: to a browser's cookies they are one.
      cookies: { keys: ['a-key-of-the-contract-tests'], names: this.cookieNames() },
      claims: { openid: ['sub'], profile: ['name', 'birthdate', 'locale'] },
      conformIdTokenClaims: false,
      enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
      features: { devInteractions: { enabled: false }, backchannelLogout: { enabled: true } },
      ttl: { Session: TEN_DAYS, Grant: TEN_DAYS, Interaction: 600, AccessToken: 300, IdToken: 300 },
      interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
      findAccount: (_, accountId) => ({
        accountId,
        claims: () => ({ sub: accountId, name: accountId, birthdate: '1986-04-12', locale: 'ko-KR' }),
      }),
      // The library refuses to call a loopback address, where the gateway of a test listens.
      fetch: (url, { dispatcher, ...options }) => globalThis.fetch(url, options),
    });
  }
}
