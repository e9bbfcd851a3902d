import { createServer } from 'node:net';
import { Http2ServerConnection } from '../connection/server-connection.ts';
import { SocketTransport } from '../transport/socket-transport.ts';
import { echoHandler } from './echo-server.ts';

/** Serves the echo on the port given, until it is killed: for `h2load` and profiles. */
const port = Number(process.argv[2] ?? 21000);
createServer({ noDelay: true }, (socket) => {
  new Http2ServerConnection(new SocketTransport(socket), echoHandler);
}).listen(port, '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
