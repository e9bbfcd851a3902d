import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Clock, Logger } from '@quorate/ports';
import type { HttpPeerTransport } from '../http-peer-transport.ts';
import { MemberRoutes } from './member-routes.ts';
import { PeerRequestError, type PeerRequests } from './peer-requests.ts';
import { clusterHeader, RaftRoutes } from './raft-routes.ts';

export interface PeerListenerOptions {
  readonly transport: HttpPeerTransport;
  readonly requests: PeerRequests;
  readonly logger: Logger;
  /** What probes are answered with. */
  readonly now: () => Date;
}

/** How long a peer that is refused in the middle of a request has to read the answer, in milliseconds. */
const refusalMsMax = 500;

type Route = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

interface RouteEntry {
  readonly method: 'GET' | 'POST';
  readonly route: Route;
}

/**
 * Answers the requests of other members, in etcd's own protocol over HTTP/1.1. To be given to a `node:http` or `node:https`
 * server on the peer URLs.
 */
export function peerRequestListener(options: PeerListenerOptions): RequestListener {
  const raft = new RaftRoutes(options.transport, options.now);
  const member = new MemberRoutes(options.requests, options.transport.identity.clusterId);
  return (request, response) => {
    const [name, value] = clusterHeader(options.transport);
    response.setHeader(name, value);
    void answer(findRoute(raft, member, request), request, response, options);
  };
}

function findRoute(raft: RaftRoutes, member: MemberRoutes, request: IncomingMessage): RouteEntry | undefined {
  // No URL parser: it would throw at what a stranger may send.
  const [pathname = ''] = (request.url ?? '').split('?');
  const [, , , third = '', fourth = ''] = pathname.split('/');
  switch (
    pathname.replace(/^\/raft\/stream\/.*/, '/raft/stream').replace(/^\/members\/promote\/.*/, '/members/promote')
  ) {
    case '/raft':
      return { method: 'POST', route: (req, res) => raft.message(req, res) };
    case '/raft/stream':
      return { method: 'GET', route: (req, res) => raft.stream(req, res, third, fourth) };
    case '/raft/snapshot':
      return { method: 'POST', route: (req, res) => raft.snapshot(req, res) };
    case '/raft/probing':
      return { method: 'GET', route: (_req, res) => raft.probing(res) };
    case '/members':
      return { method: 'GET', route: (_req, res) => member.members(res) };
    case '/members/promote':
      return { method: 'POST', route: (req, res) => member.promote(req, res, third) };
    case '/members/hashkv':
      return { method: 'GET', route: (req, res) => member.hashKv(req, res) };
    case '/leases':
      return { method: 'POST', route: (req, res) => member.renewLease(req, res) };
    case '/leases/internal':
      return { method: 'POST', route: (req, res) => member.leaseTimeToLive(req, res) };
    case '/downgrade/enabled':
      return { method: 'GET', route: (_req, res) => member.downgradeEnabled(res) };
    case '/version':
      return { method: 'GET', route: (_req, res) => member.version(res) };
    default:
      return undefined;
  }
}

async function answer(
  entry: RouteEntry | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  { logger, transport: { clock } }: PeerListenerOptions,
): Promise<void> {
  // A connection that is lost meanwhile takes its socket with it.
  const { remoteAddress } = request.socket;
  // A peer that goes away in the middle is noticed by whoever reads or writes.
  request.on('error', () => {});
  response.on('error', () => {});
  if (!entry) {
    sendError(response, new PeerRequestError(404, '404 page not found'));
    return;
  }
  if (entry.method !== request.method) {
    response.setHeader('Allow', entry.method);
    sendError(response, new PeerRequestError(405, 'Method Not Allowed'));
    return;
  }
  try {
    await entry.route(request, response);
  } catch (error) {
    const refusal = refusalOf(error);
    logger.warn('rejected a request of a peer', {
      path: request.url,
      'remote-addr': remoteAddress,
      'remote-peer-id': request.headers['x-server-from'],
      status: refusal.peerStatus,
      error: refusal.message,
    });
    if (!request.complete) hangUpSoon(request, response, clock);
    sendError(response, refusal);
  }
}

function refusalOf(error: unknown): PeerRequestError {
  if (error instanceof PeerRequestError) return error;
  const status = (error as { peerStatus?: number }).peerStatus ?? 500;
  return new PeerRequestError(status, error instanceof Error ? error.message : String(error), { cause: error });
}

/** Lets the refusal reach a peer that is still sending, and then closes the connection: the rest is not wanted. */
function hangUpSoon(request: IncomingMessage, response: ServerResponse, clock: Clock): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
  request.resume();
  const timer = clock.setTimer(refusalMsMax, () => request.destroy());
  request.once('close', () => timer.cancel());
}

function sendError(response: ServerResponse, { peerStatus, message, asJson }: PeerRequestError): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.setHeader('Content-Type', asJson ? 'application/json' : 'text/plain; charset=utf-8');
  response.writeHead(peerStatus).end(asJson ? JSON.stringify({ message }) : `${message}\n`);
}
