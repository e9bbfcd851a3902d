import { emptyBytes, services } from '@quorate/protocol';
import { unary } from '../../rpc/define-method.ts';
import type { AnyMethod } from '../../rpc/method.ts';
import { RpcError } from '../../status/rpc-error.ts';
import { StatusCode } from '../../status/status-code.ts';
import type { EtcdBackend } from '../backend.ts';
import { etcdError } from '../etcd-errors.ts';
import { fillHeader } from '../response-header.ts';
import { asClientError } from './as-client-error.ts';
import { enqueue, untilFirst } from './candidacy.ts';
import { KvClient } from './kv-client.ts';

const service = services['v3lockpb.Lock'];

/** v3lockpb.Lock: a lock is held by the first of the keys that queue under its name. */
export function lockMethods(backend: EtcdBackend): AnyMethod[] {
  const { member } = backend;
  return [
    unary(service.Lock, (request, _raw, call) =>
      asClientError(async () => {
        const name = Uint8Array.from(request.name);
        const candidacy = await enqueue(backend, name, request.lease, emptyBytes, call);
        const { key } = candidacy;
        if (candidacy.isFirst) return fillHeader(member, { header: candidacy.header, key });
        await untilFirst(backend, name, candidacy, call);
        // The lease may have run out while the call waited.
        const { header, kvs } = await new KvClient(backend.kv, call).range({ key });
        if (kvs.length === 0) throw new RpcError(StatusCode.Unknown, 'mutex: session is expired');
        return fillHeader(member, { header, key });
      }),
    ),
    unary(service.Unlock, (request, _raw, call) =>
      asClientError(async () => {
        if (request.key.length === 0) throw etcdError('emptyKey');
        const { header } = await new KvClient(backend.kv, call).delete(request.key);
        return fillHeader(member, { header });
      }),
    ),
  ];
}
