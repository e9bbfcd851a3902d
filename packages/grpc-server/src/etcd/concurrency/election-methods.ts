import { type KeyValue, type LeaderKey, services } from '@quorate/protocol';
import type { Call } from '../../rpc/call.ts';
import { streaming, unary } from '../../rpc/define-method.ts';
import type { AnyMethod } from '../../rpc/method.ts';
import { answerOneRequest } from '../../rpc/server-stream.ts';
import { RpcError } from '../../status/rpc-error.ts';
import { StatusCode } from '../../status/status-code.ts';
import type { EtcdBackend } from '../backend.ts';
import { fillHeader } from '../response-header.ts';
import { asClientError } from './as-client-error.ts';
import { enqueue, leaveQueue, queuePrefix, untilFirst } from './candidacy.ts';
import { createdAt, firstCreated, KvClient, put } from './kv-client.ts';
import { observeLeaders } from './observe-leaders.ts';

const service = services['v3electionpb.Election'];

/** v3electionpb.Election: leader is the first of the keys that queue under an election's name; its value is what it proclaims. */
export function electionMethods(backend: EtcdBackend): AnyMethod[] {
  const { member } = backend;
  return [
    unary(service.Campaign, (request, _raw, call) =>
      asClientError(async () => {
        const name = Uint8Array.from(request.name);
        const value = Uint8Array.from(request.value);
        const candidacy = await enqueue(backend, name, request.lease, value, call);
        const { key, lease, createRevision: rev, header, existing } = candidacy;
        const leader: LeaderKey = { name, key, rev, lease };
        if (existing !== undefined && Buffer.compare(existing.value, value) !== 0) {
          await proclaim(backend, leader, value, call);
        }
        if (!candidacy.isFirst) await untilFirst(backend, name, candidacy, call);
        return fillHeader(member, { header, leader });
      }),
    ),
    unary(service.Proclaim, (request, _raw, call) =>
      asClientError(async () => fillHeader(member, await proclaim(backend, request.leader, request.value, call))),
    ),
    unary(service.Leader, (request, _raw, call) =>
      asClientError(async () => {
        const { header, kvs } = await new KvClient(backend.kv, call).range(firstCreated(queuePrefix(request.name)));
        const kv = kvs[0] as KeyValue | undefined;
        if (kv === undefined) throw new RpcError(StatusCode.Unknown, 'election: no leader');
        return fillHeader(member, { header, kv });
      }),
    ),
    unary(service.Resign, (request, _raw, call) =>
      asClientError(async () => {
        const { key, rev } = given(request.leader);
        return fillHeader(member, { header: await leaveQueue(backend, key, rev, call) });
      }),
    ),
    streaming(
      service.Observe,
      answerOneRequest((request, _raw, call) =>
        asClientError(() => observeLeaders(backend, Uint8Array.from(request.name), call)),
      ),
    ),
  ];
}

/** Changes the leader's value, as long as it is still the one that was elected at `leader.rev`. */
async function proclaim(backend: EtcdBackend, leader: LeaderKey | undefined, value: Uint8Array, call: Call) {
  const { key, rev, lease } = given(leader);
  const response = await new KvClient(backend.kv, call).txn({
    compare: [createdAt(key, rev)],
    success: [put(key, value, lease)],
  });
  if (!response.succeeded) throw new RpcError(StatusCode.Unknown, 'election: not leader');
  return { header: response.header };
}

function given(leader: LeaderKey | undefined): LeaderKey {
  if (leader === undefined) throw new RpcError(StatusCode.Unknown, '"leader" field must be provided');
  return leader;
}
