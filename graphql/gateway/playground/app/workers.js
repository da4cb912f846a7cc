// Monaco's language workers, served from here like everything else.
/* global WORKER_URLS */
const urls = WORKER_URLS;

globalThis.MonacoEnvironment = {
  getWorker: (_id, label) => new Worker(urls[label] ?? urls.editor),
};
