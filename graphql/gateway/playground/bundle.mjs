// Bundles app/ into a folder: node bundle.mjs <app> <out> <public path>.
import { readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { build } from 'esbuild';

const [app, out, publicPath] = process.argv.slice(2);
const require = createRequire(join(process.cwd(), 'package.json'));

const shared = {
  absWorkingDir: process.cwd(),
  nodePaths: [resolve('node_modules')],
  outdir: out,
  bundle: true,
  minify: true,
  metafile: true,
  target: 'es2022',
  entryNames: '[name]-[hash]',
  chunkNames: 'chunk-[hash]',
  assetNames: '[name]-[hash]',
  publicPath,
  loader: { '.ttf': 'file', '.woff': 'file', '.woff2': 'file' },
  define: { 'process.env.NODE_ENV': '"production"' },
  legalComments: 'linked',
};

/** The public addresses of an entry's script and, where it has one, its style sheet. */
const addresses = ({ metafile }, name) => {
  const [file, made] = Object.entries(metafile.outputs).find(
    ([path, output]) => output.entryPoint && basename(path).startsWith(`${name}-`),
  );
  const address = (path) => path && `${publicPath}/${basename(path)}`;
  return { script: address(file), style: address(made.cssBundle) };
};

const worker = async (name, entry) => {
  const entryPoints = [{ in: entry, out: name }];
  return addresses(await build({ ...shared, format: 'iife', entryPoints }), name).script;
};

const urls = {
  editor: await worker('editor-worker', 'monaco-editor/esm/vs/editor/editor.worker.js'),
  json: await worker('json-worker', 'monaco-editor/esm/vs/language/json/json.worker.js'),
  graphql: await worker('graphql-worker', 'monaco-graphql/esm/graphql.worker.js'),
};

const main = await build({
  ...shared,
  format: 'esm',
  splitting: true,
  jsx: 'automatic',
  entryPoints: [{ in: join(app, 'main.jsx'), out: 'playground' }],
  define: { ...shared.define, WORKER_URLS: JSON.stringify(urls) },
});

const { script, style } = addresses(main, 'playground');
const page = await readFile(join(app, 'index.html'), 'utf8');
await writeFile(
  join(out, 'index.html'),
  page.replace('%SCRIPT%', script).replace('%STYLE%', style),
);
