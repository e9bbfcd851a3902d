import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { failpointNames } from '@quorate/ports';
import type { FailpointSet } from './failpoint-set.ts';
import { TermError } from './term.ts';

/** A chain of terms is a line; whoever sends more than this does not mean a failpoint. */
const bodyBytesMax = 64 * 1024;

/** Sets failpoints over HTTP, as gofail does: GET /, PUT, GET and DELETE /NAME, GET /NAME/count, PUT /failpoints for several. */
export class FailpointServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on `host:port`. Rejects when the address is none, or taken. */
  static async listen(address: string, failpoints: FailpointSet): Promise<FailpointServer> {
    const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
    if (port === '' || Number(port) > 65_535) {
      throw new Error(`GOFAIL_HTTP is ${JSON.stringify(address)}: it has to be host:port, like 127.0.0.1:22381`);
    }
    const server = createServer((request, response) => void answer(failpoints, request, response));
    // Tests come and go, the server should not keep a process alive that has nothing else to do.
    server.unref();
    await new Promise<void>((resolve, reject) => {
      server.once('error', (cause) => reject(new Error(`GOFAIL_HTTP=${address}: ${cause.message}`, { cause })));
      server.listen(Number(port), host.replace(/^\[|\]$/g, ''), resolve);
    });
    return new FailpointServer(server);
  }

  /** The port that it listens on. */
  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

async function answer(failpoints: FailpointSet, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const path = new URL(request.url ?? '/', 'http://failpoints').pathname.slice(1);
    const [status, text] = await route(failpoints, request, decodeURIComponent(path));
    response.writeHead(status, status === 204 ? {} : { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(text);
  } catch (error) {
    response.writeHead(400, { 'Content-Type': 'text/plain; charset=utf-8' });
    response.end(`failed to ${request.method}: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

async function route(failpoints: FailpointSet, request: IncomingMessage, path: string): Promise<[number, string]> {
  const { method } = request;
  if (path === '' && method === 'GET') {
    return [200, failpointNames.map((name) => `${name}=${failpoints.termsOf(name) ?? ''}\n`).join('')];
  }
  if (path === 'failpoints' && method === 'PUT') {
    failpoints.setAll((await bodyOf(request)).replaceAll('\n', ';'));
    return [204, ''];
  }
  const [name = '', what] = path.split('/');
  if (!failpoints.has(name) || (what !== undefined && what !== 'count')) {
    return [404, `there is no failpoint ${JSON.stringify(path)}\n`];
  }
  if (method === 'GET' && what === 'count') return [200, `${failpoints.countOf(name)}`];
  if (method === 'GET' && what === undefined) {
    const terms = failpoints.termsOf(name);
    return terms === undefined ? [404, 'failed to GET: failpoint is disabled\n'] : [200, `${terms}\n`];
  }
  if (method === 'PUT' && what === undefined) {
    failpoints.set(name, await bodyOf(request));
    return [204, ''];
  }
  if (method === 'DELETE' && what === undefined) {
    failpoints.clear(name);
    return [204, ''];
  }
  return [405, `${method} is none of GET, PUT and DELETE\n`];
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > bodyBytesMax) throw new TermError(`a body of more than ${bodyBytesMax} bytes is no failpoint term`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
