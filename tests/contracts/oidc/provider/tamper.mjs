// Somebody between the provider and us: what the certified provider answered, changed on its way.
// Tokens are signed anew with the provider's own key, so that one word alone is wrong.

import { generateKeyPair, importJWK, SignJWT, decodeJwt, decodeProtectedHeader } from 'jose';

const LONG = 7200;

const CLAIMS = {
  nonce: () => ({ nonce: 'of-another-sign-in' }),
  issuer: () => ({ iss: 'https://elsewhere.example' }),
  audience: () => ({ aud: 'somebody-else' }),
  authorized_party: ({ aud }) => ({ aud: [aud, 'somebody-else'], azp: 'somebody-else' }),
  expired: ({ iat }) => ({ iat: iat - LONG, exp: iat - LONG / 2 }),
  future: ({ iat, exp }) => ({ iat: iat + LONG, exp: exp + LONG }),
  access_token: () => ({ at_hash: 'of-another-token' }),
  not_fresh: ({ iat }) => ({ auth_time: iat - LONG }),
};

async function signed(token, issuer, change) {
  const claims = decodeJwt(token);
  const key = issuer.keys[0];
  const signer = new SignJWT({ ...claims, ...change(claims) });
  return signer.setProtectedHeader(decodeProtectedHeader(token)).sign(await importJWK(key, 'ES256'));
}

async function forged(token, kid) {
  const { privateKey } = await generateKeyPair('ES256');
  return new SignJWT(decodeJwt(token)).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
}

function unsigned(token) {
  const header = Buffer.from('{"alg":"none"}').toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}

async function spoil(answer, issuer) {
  const { wrong } = issuer;
  const token = answer.id_token;
  if (CLAIMS[wrong]) return { ...answer, id_token: await signed(token, issuer, CLAIMS[wrong]) };
  switch (wrong) {
    case 'signature': return { ...answer, id_token: await forged(token, decodeProtectedHeader(token).kid) };
    case 'unknown_key': return { ...answer, id_token: await forged(token, 'unpublished') };
    case 'unsigned': return { ...answer, id_token: unsigned(token) };
    default: return answer;
  }
}

function misled(location, wrong) {
  const address = new URL(location);
  if (wrong === 'state' && address.searchParams.has('state')) address.searchParams.set('state', 'forged');
  if (wrong === 'mixed_up' && address.searchParams.has('iss')) address.searchParams.set('iss', 'https://elsewhere.example');
  return address.href;
}

// The same response; a redirect to our callback, or a token answer, is changed before it leaves.
export function tampered(response, issuer) {
  const { end, setHeader } = response;
  response.setHeader = (name, value) => {
    const leads = name.toLowerCase() === 'location' && String(value).startsWith(issuer.gateway);
    return setHeader.call(response, name, leads ? misled(value, issuer.wrong) : value);
  };
  response.end = (body, ...rest) => {
    if (!String(body ?? '').includes('"id_token"')) return end.call(response, body, ...rest);
    spoil(JSON.parse(body), issuer).then((spoilt) => {
      const text = JSON.stringify(spoilt);
      response.setHeader('content-length', Buffer.byteLength(text));
      end.call(response, text);
    });
    return response;
  };
  return response;
}
