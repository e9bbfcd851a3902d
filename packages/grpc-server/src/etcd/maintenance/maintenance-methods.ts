import { AlarmActionTable, DowngradeActionTable, services } from '@quorate/protocol';
import { streaming, unary } from '../../rpc/define-method.ts';
import type { AnyMethod } from '../../rpc/method.ts';
import { answerOneRequest } from '../../rpc/server-stream.ts';
import { RpcError } from '../../status/rpc-error.ts';
import { StatusCode } from '../../status/status-code.ts';
import type { EtcdBackend } from '../backend.ts';
import { fillHeader } from '../response-header.ts';
import { streamSnapshot } from './snapshot-stream.ts';

const service = services['etcdserverpb.Maintenance'];

/** etcdserverpb.Maintenance. Defragment and MoveLeader answer without a header, as etcd does. */
export function maintenanceMethods({ member, maintenance }: EtcdBackend): AnyMethod[] {
  return [
    unary(service.Alarm, async (request, raw, call) => {
      if (!AlarmActionTable.names.has(request.action)) throw unknownAction();
      return fillHeader(member, await maintenance.alarm(request, raw, call));
    }),
    unary(service.Status, async (_request, _raw, call) => fillHeader(member, await maintenance.status(call))),
    unary(service.Defragment, async (_request, _raw, call) => {
      await maintenance.defragment(call);
      return { header: undefined };
    }),
    unary(service.Hash, async (_request, _raw, call) => fillHeader(member, await maintenance.hash(call))),
    unary(service.HashKV, async (request, _raw, call) => fillHeader(member, await maintenance.hashKv(request, call))),
    streaming(
      service.Snapshot,
      answerOneRequest(async (_request, _raw, call) => streamSnapshot(await maintenance.snapshot(call), call)),
    ),
    unary(service.MoveLeader, async (request, _raw, call) => {
      await maintenance.moveLeader(request.targetId, call);
      return { header: undefined };
    }),
    unary(service.Downgrade, async (request, _raw, call) => {
      if (!DowngradeActionTable.names.has(request.action)) throw unknownAction();
      return fillHeader(member, await maintenance.downgrade(request, call));
    }),
  ];
}

/** etcd's answer to an action of a later version. */
function unknownAction(): RpcError {
  return new RpcError(StatusCode.Unknown, 'etcdserver: unknown method');
}
