import './workers.js';
import './style.css';
import { GraphiQL } from 'graphiql';
import { createRoot } from 'react-dom/client';
import { fetchOrSubscribe } from './fetcher.js';
import { onChange } from './session.js';

const tabs = JSON.parse(document.getElementById('tabs').textContent);

onChange((signedIn) => {
  document.getElementById('who').textContent = signedIn
    ? 'Signed in: requests carry your access token.'
    : 'Not signed in: public fields only.';
  document.getElementById('sign-in').textContent = signedIn
    ? 'Sign in as somebody else'
    : 'Demo sign-in';
});

createRoot(document.getElementById('graphiql')).render(
  <GraphiQL
    fetcher={fetchOrSubscribe}
    defaultTabs={tabs}
    defaultEditorToolsVisibility="variables"
    inputValueDeprecation
  />,
);
