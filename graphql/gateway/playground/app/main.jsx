import './workers.js';
import './style.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { fetchOrSubscribe } from './fetcher.js';
import { filled } from './fill.js';
import { onChange } from './session.js';

onChange((signedIn) => {
  document.getElementById('who').textContent = signedIn
    ? 'Signed in: requests carry your access token.'
    : 'Not signed in: public fields only.';
  document.getElementById('sign-in').textContent = signedIn
    ? 'Sign in as somebody else'
    : 'Demo sign-in';
});

// Kept as long as the browser's tab: a later visit gets fresh ids and the time that it is then.
const tabs = await filled(JSON.parse(document.getElementById('tabs').textContent));

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={fetchOrSubscribe}
    defaultTabs={tabs}
    storage={sessionStorage}
    defaultEditorToolsVisibility="variables"
    inputValueDeprecation
  />,
);
