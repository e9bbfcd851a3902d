import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Peer } from '../rpc/call.ts';

/** Who is at the other end of a socket. */
export function peerOf(socket: Socket): Peer {
  return { address: addressOf(socket), commonName: commonNameOf(socket), viaGateway: false };
}

function addressOf({ remoteAddress, remoteFamily, remotePort }: Socket): string {
  if (remoteAddress === undefined) return '';
  return remoteFamily === 'IPv6' ? `[${remoteAddress}]:${remotePort}` : `${remoteAddress}:${remotePort}`;
}

/** Only a certificate that was verified proves a name. */
function commonNameOf(socket: Socket): string | undefined {
  if (!(socket instanceof TLSSocket) || !socket.authorized) return undefined;
  const name = socket.getPeerCertificate().subject?.CN;
  return Array.isArray(name) ? name[0] : name;
}
