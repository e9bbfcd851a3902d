import { LeaseKeepAliveResponse, services } from '@quorate/protocol';
import { streaming, unary } from '../../rpc/define-method.ts';
import type { AnyMethod } from '../../rpc/method.ts';
import type { EtcdBackend } from '../backend.ts';
import { etcdError } from '../etcd-errors.ts';
import { fillHeader, headerAt } from '../response-header.ts';

const lease = services['etcdserverpb.Lease'];

/** The longest time to live that etcd grants, in seconds. */
const TTL_SECONDS_MAX = 9_000_000_000;

/** etcdserverpb.Lease. */
export function leaseMethods(backend: EtcdBackend): AnyMethod[] {
  const { member } = backend;
  return [
    unary(lease.LeaseGrant, async (request, raw, call) => {
      if (request.ttl > TTL_SECONDS_MAX) throw etcdError('leaseTtlTooLarge');
      return fillHeader(member, await backend.lease.grant(request, raw, call));
    }),
    unary(lease.LeaseRevoke, async (request, raw, call) =>
      fillHeader(member, await backend.lease.revoke(request, raw, call)),
    ),
    unary(lease.LeaseTimeToLive, async (request, _raw, call) =>
      fillHeader(member, await backend.lease.timeToLive(request, call)),
    ),
    unary(lease.LeaseLeases, async (_request, _raw, call) => fillHeader(member, await backend.lease.leases(call))),
    streaming(lease.LeaseKeepAlive, (call) => ({
      // One renewal after the other: the answers keep the order of the requests, and a flood waits in the stream's window.
      async message({ id }) {
        const header = headerAt(member, member.revision());
        const ttl = await backend.lease.renew(id, call);
        if (!call.write(LeaseKeepAliveResponse.encode({ header, id, ttl }))) await call.drained();
      },
      halfClose: () => call.end(),
    })),
  ];
}
