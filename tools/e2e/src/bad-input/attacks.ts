import { connect } from 'node:net';
import type { Client } from '@grpc/grpc-js';
import { type AnyMessageCodec, type MethodDescriptor, methods } from '@quorate/protocol';
import type { MemberProcess } from '../process/member-process.ts';
import { gatewayConversations, peerConversations, raftConversation, strangersHeaders } from './conversations.ts';
import { damaged } from './damage.ts';
import type { Dice } from './dice.ts';
import { randomMessage } from './random-message.ts';
import { strangersMessage } from './stranger-messages.ts';

/** Who is attacked. */
export interface Target {
  readonly member: MemberProcess;
  readonly memberId: bigint;
  readonly clusterId: bigint;
  readonly channel: Client;
  /** What a client of HTTP/2 sends. */
  readonly http2: Uint8Array;
}

/** Does something bad to a member; resolves when that is over, whatever came of it. */
export type Attack = (target: Target, dice: Dice) => Promise<void>;

/** An attack that has not ended by itself is ended, in milliseconds. */
const attackMsMax = 200;

const everyMethod = [...methods.values()];

/** Sends bytes in one or two pieces, and leaves, with a word of it or not. */
function talk(port: number, bytes: Uint8Array, dice: Dice): Promise<void> {
  const cut = dice.oneIn(2) ? bytes.length : dice.below(bytes.length + 1);
  const isRude = dice.oneIn(2);
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const timer = setTimeout(() => socket.destroy(), dice.below(attackMsMax));
    socket
      .on('error', () => {})
      .on('close', () => {
        clearTimeout(timer);
        resolve();
      });
    socket.resume();
    socket.write(bytes.subarray(0, cut));
    setImmediate(() => {
      if (isRude) socket.write(bytes.subarray(cut));
      else socket.end(bytes.subarray(cut));
    });
  });
}

/** A request's bytes: whole, damaged, or no request at all. A damaged deletion might reach keys that are not to be harmed. */
function requestBytes(method: MethodDescriptor, dice: Dice): Uint8Array {
  const bytes = method.request.encode(randomMessage(method.request, dice));
  const deletes = ['Txn', 'DeleteRange'].includes(method.name);
  if (deletes || dice.oneIn(2)) return bytes;
  return dice.oneIn(5) ? dice.bytes(dice.below(100)) : damaged(bytes, dice);
}

/** JSON in which the members of a message have values of any kind. */
function wildJson(codec: AnyMessageCodec, dice: Dice): unknown {
  const values = [
    null,
    0,
    -1,
    1e300,
    '',
    'YQ==',
    '9223372036854775808',
    true,
    [],
    [[]],
    {},
    'x'.repeat(3000),
    { key: [] },
  ];
  const entries = codec.fields
    .filter(() => dice.oneIn(2))
    .map((field) => {
      const isDeep = field.message !== undefined && dice.oneIn(2);
      const value = isDeep ? wildJson(field.message as AnyMessageCodec, dice) : dice.pick(values);
      return [dice.oneIn(2) ? field.protoName : field.jsonName, field.repeated && dice.oneIn(2) ? [value] : value];
    });
  return Object.fromEntries(entries);
}

/** What can be done to a member, by its name. */
export const attacks: Readonly<Record<string, Attack>> = {
  'bytes at the client port': ({ member, http2 }, dice) => {
    const conversations = [http2, ...gatewayConversations];
    const bytes = dice.oneIn(10)
      ? dice.bytes(200)
      : damaged(dice.oneIn(2) ? http2 : dice.pick(conversations), dice, conversations);
    return talk(member.clientPort, bytes, dice);
  },
  'bytes at the peer port': ({ member, clusterId, memberId }, dice) => {
    const headers = strangersHeaders(clusterId, memberId);
    const conversations = peerConversations(headers);
    return talk(
      member.peerPort,
      dice.oneIn(10) ? dice.bytes(200) : damaged(dice.pick(conversations), dice, conversations),
      dice,
    );
  },
  'messages of a stranger': ({ member, clusterId, memberId }, dice) => {
    const headers = strangersHeaders(clusterId, memberId);
    return talk(member.peerPort, raftConversation(headers, strangersMessage(memberId, dice), dice.oneIn(4)), dice);
  },
  'random requests': ({ channel }, dice) => {
    const method = dice.pick(everyMethod);
    const messages = Array.from({ length: method.clientStreaming ? 1 + dice.below(4) : 1 }, () =>
      requestBytes(method, dice),
    );
    return new Promise((resolve) => {
      const call = channel.makeBidiStreamRequest(method.path, asIs, asIs, { deadline: Date.now() + attackMsMax });
      call
        .on('error', () => {})
        .on('data', () => {})
        .on('status', () => resolve());
      for (const message of messages) call.write(Buffer.from(message));
      if (dice.oneIn(2)) call.end();
    });
  },
  'random JSON': async ({ member }, dice) => {
    const method = dice.pick(everyMethod);
    // A damaged deletion might reach keys that are not to be harmed.
    if (['Txn', 'DeleteRange'].includes(method.name)) return;
    const text = JSON.stringify(wildJson(method.request, dice));
    const body = dice.oneIn(3) ? damaged(Buffer.from(text), dice) : text;
    const signal = AbortSignal.timeout(attackMsMax);
    const path = gatewayPath(method);
    await fetch(`${member.endpoint}${path}`, { method: 'POST', body, signal })
      .then((response) => response.text())
      .catch(() => {});
  },
};

const asIs = (bytes: Buffer): Buffer => bytes;

/** `/v3/kv/put` of `/etcdserverpb.KV/Put`, `/v3/lease/grant` of `/etcdserverpb.Lease/LeaseGrant`; health and some streams have none. */
function gatewayPath({ service, name }: MethodDescriptor): string {
  const words = name
    .replace(/^Lease(?=.)/, '')
    .replace(/^(Member|User|Role)(?=.)/, '$1/')
    .replace(/^Compact$/, 'Compaction')
    .replace(/^MoveLeader$/, 'transfer-leadership');
  return `/v3/${service.split('.').at(-1)}/${words}`.toLowerCase();
}
