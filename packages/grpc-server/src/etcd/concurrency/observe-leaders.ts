import { EventType, emptyBytes, type KeyValue, LeaderResponse, prefixEnd } from '@quorate/protocol';
import type { StreamCall } from '../../rpc/call.ts';
import type { EtcdBackend } from '../backend.ts';
import { headerAt } from '../response-header.ts';
import { queuePrefix } from './candidacy.ts';
import { keyEvents } from './key-events.ts';
import { firstCreated, KvClient } from './kv-client.ts';

/** Sends each leader of an election, and each value it proclaims, until the call ends. */
export async function observeLeaders(backend: EtcdBackend, name: Uint8Array, call: StreamCall): Promise<void> {
  const prefix = queuePrefix(name);
  const kv = new KvClient(backend.kv, call);
  for (;;) {
    const { header, kvs } = await kv.range(firstCreated(prefix));
    const next = (header?.revision ?? 0) + 1;
    const leader = kvs[0] ?? (await firstPut(backend, prefix, next, call));
    await sendLeader(backend, leader, call);
    await followLeader(backend, leader, call);
  }
}

/** The next key that is written below a prefix where there is none. */
async function firstPut(
  backend: EtcdBackend,
  prefix: Uint8Array,
  startRevision: number,
  call: StreamCall,
): Promise<KeyValue> {
  for await (const { type, kv } of keyEvents(backend.watch, prefix, prefixEnd(prefix), startRevision, call.signal)) {
    if (type === EventType.Put && kv !== undefined) return kv;
  }
  throw call.signal.reason;
}

/** Sends what a leader proclaims until its key is gone. */
async function followLeader(backend: EtcdBackend, leader: KeyValue, call: StreamCall): Promise<void> {
  const events = keyEvents(backend.watch, leader.key, emptyBytes, leader.modRevision + 1, call.signal);
  for await (const { type, kv } of events) {
    if (type === EventType.Delete) return;
    if (kv !== undefined) await sendLeader(backend, kv, call);
  }
}

async function sendLeader({ member }: EtcdBackend, kv: KeyValue, call: StreamCall): Promise<void> {
  const header = headerAt(member, Math.max(kv.modRevision, member.revision()));
  if (!call.write(LeaderResponse.encode({ header, kv }))) await call.drained();
}
