import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Logger } from '@quorate/ports';
import type { HttpPeerTransport } from '../http-peer-transport.ts';
import { MemberRoutes } from './member-routes.ts';
import type { PeerRequests } from './peer-requests.ts';
import { clusterHeader, RaftRoutes } from './raft-routes.ts';

export interface PeerListenerOptions {
  readonly transport: HttpPeerTransport;
  readonly requests: PeerRequests;
  readonly logger: Logger;
  /** What probes are answered with. */
  readonly now: () => Date;
}

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
    void answer(findRoute(raft, member, request), request, response, options.logger);
  };
}

function findRoute(raft: RaftRoutes, member: MemberRoutes, request: IncomingMessage): RouteEntry | undefined {
  const { pathname } = new URL(request.url ?? '/', 'http://peer');
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
  logger: Logger,
): Promise<void> {
  // A peer that goes away in the middle is noticed by whoever reads or writes.
  request.on('error', () => {});
  response.on('error', () => {});
  if (!entry) {
    sendError(response, 404, '404 page not found');
    return;
  }
  if (entry.method !== request.method) {
    response.setHeader('Allow', entry.method);
    sendError(response, 405, 'Method Not Allowed');
    return;
  }
  try {
    await entry.route(request, response);
  } catch (error) {
    const status = (error as { peerStatus?: number }).peerStatus ?? 500;
    const text = error instanceof Error ? error.message : String(error);
    logger.warn('rejected a request of a peer', {
      path: request.url,
      'remote-addr': request.socket.remoteAddress,
      status,
      error: text,
    });
    sendError(response, status, text);
    if (!request.complete) request.destroy();
  }
}

function sendError(response: ServerResponse, status: number, text: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.setHeader('Content-Type', 'text/plain; charset=utf-8');
  response.writeHead(status).end(`${text}\n`);
}
