// Variables that only the present moment and the visitor's session know.
import { authorization } from './session.js';

const MY_CHILD = "…a child's id…";
const NEW_ID = '…a new id…';

/** Browsers make ids on https and on this machine only; elsewhere the visitor types one. */
const newId = () => crypto.randomUUID?.() ?? NEW_ID;

const firstChild = async () => {
  const headers = await authorization();
  if (!headers.authorization) return null;
  const answer = await fetch(location.pathname, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ query: '{ me { children { id } } }' }),
  }).catch(() => null);
  return answer?.ok ? ((await answer.json()).data?.me?.children?.[0]?.id ?? null) : null;
};

/** The example tabs with a child of the visitor's, ids never sent before, and the time it is. */
export const filled = async (tabs) => {
  const child = (await firstChild()) ?? MY_CHILD;
  return tabs.map(({ query, variables }) => ({
    query,
    variables: variables
      .replaceAll(MY_CHILD, child)
      .replaceAll(NEW_ID, newId)
      .replaceAll('…now…', new Date().toISOString()),
  }));
};
