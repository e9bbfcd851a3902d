import { createServer } from 'node:net';
import { Http2ServerConnection } from '../connection/server-connection.ts';
import { SocketTransport } from '../transport/socket-transport.ts';
import { echoHandler } from './echo-server.ts';

/** Serves the echo on the port given, until it is killed: for `main.ts`, `h2load`, `h2spec` and profiles. */
const port = Number(process.argv[2] ?? 21_000);
createServer((socket) => {
  new Http2ServerConnection(new SocketTransport(socket), echoHandler);
}).listen(port, '127.0.0.1', () => console.log(`echo on 127.0.0.1:${port}`));
process.once('SIGTERM', () => process.exit(0));
