// The visitor's access token: renewed from the session cookie, kept in memory only.
const EARLY_S = 30;

let current = null;
const listeners = new Set();

export const onChange = (listener) => listeners.add(listener);

const remember = (token) => {
  current = token;
  listeners.forEach((listener) => listener(current !== null));
};

const renew = async () => {
  const response = await fetch('/auth/token', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'x-requested-with': 'osan-playground' },
  }).catch(() => null);
  if (!response?.ok) return remember(null);
  const { access_token: text, expires_in: seconds } = await response.json();
  remember({ text, renewAt: Date.now() + (seconds - EARLY_S) * 1000 });
};

let renewing = renew();

/** The headers that sign a request in; empty for a visitor. */
export const authorization = async () => {
  if (current && Date.now() > current.renewAt) renewing = renew();
  await renewing;
  return current ? { authorization: `Bearer ${current.text}` } : {};
};
