// A static file server for looking at the page and for the browser tests; Node's own modules only.
//   node serve.mjs FOLDER [PORT]      port 0 takes a free one
// As a module: `const server = await serve(folder, port)`, then server.url and await server.close().
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
  '.ttf': 'font/ttf',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.csv': 'text/csv; charset=utf-8',
  '.ts': 'text/plain; charset=utf-8',
  '.md': 'text/plain; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
};

/** Serves `folder` at 127.0.0.1. `headers` are added to every answer, to try the page under a stricter policy. */
export async function serve(folder, port = 0, { headers = {} } = {}) {
  const root = await realpath(folder);
  const server = createServer(async (request, response) => {
    const answer = (status, text, more = {}) => {
      response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', ...headers, ...more });
      response.end(request.method === 'HEAD' ? undefined : text);
    };
    try {
      if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'only GET and HEAD\n', { allow: 'GET, HEAD' });
      const { pathname } = new URL(request.url, 'http://localhost');
      let file = path.join(root, path.normalize(decodeURIComponent(pathname)));
      let found = await stat(file).catch(() => null);
      if (found?.isDirectory()) {
        if (!pathname.endsWith('/')) return answer(301, '', { location: `${pathname}/` });
        file = path.join(file, 'index.html');
        found = await stat(file).catch(() => null);
      }
      if (!found?.isFile()) return answer(404, `no ${pathname} here\n`);
      if (!(await realpath(file)).startsWith(root + path.sep)) return answer(403, 'outside the folder\n');
      response.writeHead(200, {
        'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream',
        'content-length': found.size,
        'cache-control': 'no-cache',
        ...headers,
      });
      if (request.method === 'HEAD') return response.end();
      createReadStream(file).on('error', () => response.destroy()).pipe(response);
    } catch {
      answer(400, 'a broken request\n');
    }
  });
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    port: server.address().port,
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => { server.close(resolve); server.closeAllConnections?.(); }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, port = '8080'] = process.argv.slice(2);
  if (!folder) {
    console.error('usage: node serve.mjs FOLDER [PORT]');
    process.exit(2);
  }
  try {
    const { url } = await serve(folder, Number(port));
    console.log(`${folder} at ${url} (Ctrl-C ends it)`);
  } catch (error) {
    console.error(`serve: ${error.code === 'EADDRINUSE' ? `port ${port} is taken; try make serve PORT=8081` : error.message}`);
    process.exit(1);
  }
}
