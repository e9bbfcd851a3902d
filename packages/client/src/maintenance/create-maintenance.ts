import { AlarmAction, type AlarmMember, AlarmType, ServingStatus, services } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import { readMessages } from '../connection/read-messages.ts';
import type { Transport } from '../connection/transport.ts';
import { headerOf } from '../kv/results.ts';
import type { Maintenance, SnapshotChunk } from './maintenance.ts';

const rpcs = services['etcdserverpb.Maintenance'];

/** Upkeep of the cluster and its members. */
export function createMaintenance(transport: Transport): Maintenance {
  return {
    status: (options) => transport.unary(rpcs.Status, {}, 'read', options),
    alarms: (options) => activeAlarms(transport, options),
    disarm: async (alarm, options = {}) => {
      // The server ends the one alarm it is told of, never all of them.
      const wanted = alarm === undefined ? await activeAlarms(transport, options) : [alarm];
      const ended: AlarmMember[] = [];
      for (const each of wanted) {
        const request = { action: AlarmAction.Deactivate, ...each };
        ended.push(...(await transport.unary(rpcs.Alarm, request, 'write', { idempotent: true, ...options })).alarms);
      }
      return ended;
    },
    defragment: async (options) => {
      await transport.unary(rpcs.Defragment, {}, 'write', options);
    },
    hash: (options) => transport.unary(rpcs.Hash, {}, 'read', options),
    hashKv: (revision, options) => transport.unary(rpcs.HashKV, { revision }, 'read', options),
    moveLeader: async (targetId, options) => {
      await transport.unary(rpcs.MoveLeader, { targetId }, 'write', options);
    },
    snapshot: (options = {}) => snapshotChunks(transport, options),
    downgrade: async (action, version, options) => {
      const response = await transport.unary(rpcs.Downgrade, { action, version }, 'write', options);
      return { version: response.version, header: headerOf(response) };
    },
    serving: async (options) => {
      const { status } = await transport.unary(
        services['grpc.health.v1.Health'].Check,
        { service: '' },
        'read',
        options,
      );
      return status === ServingStatus.Serving;
    },
  };
}

async function activeAlarms(transport: Transport, options: CallOptions | undefined): Promise<readonly AlarmMember[]> {
  const request = { action: AlarmAction.Get, memberId: 0n, alarm: AlarmType.None };
  return (await transport.unary(rpcs.Alarm, request, 'read', options)).alarms;
}

async function* snapshotChunks(
  transport: Transport,
  options: CallOptions,
): AsyncGenerator<SnapshotChunk, void, undefined> {
  for await (const { blob, remainingBytes, version } of readMessages(transport, rpcs.Snapshot, {}, options)) {
    yield { bytes: blob, remainingBytes, version };
  }
}
