import { services } from '@quorate/protocol';
import { streaming, unaryEncoded } from '../../rpc/define-method.ts';
import type { AnyMethod } from '../../rpc/method.ts';
import { answerOneRequest } from '../../rpc/server-stream.ts';
import type { EtcdBackend } from '../backend.ts';
import { etcdError } from '../etcd-errors.ts';
import type { EtcdServiceOptions } from '../service-options.ts';
import { streamRange } from './range-stream.ts';
import { checkDeleteRange, checkPut, checkRange, checkTxn } from './request-checks.ts';

const kv = services['etcdserverpb.KV'];

/** etcdserverpb.KV: requests are checked here and answered by the backend in encoded form. */
export function kvMethods(backend: EtcdBackend, options: EtcdServiceOptions): AnyMethod[] {
  const { member } = backend;
  return [
    unaryEncoded(kv.Range, (request, raw, call) => {
      // Whether a learner may answer depends on the request, so the gate lets every range through.
      if (!request.serializable && member.isLearner()) throw etcdError('notSupportedForLearner');
      checkRange(request);
      return backend.kv.range(request, raw, call);
    }),
    streaming(
      kv.RangeStream,
      answerOneRequest((request, _raw, call) => {
        checkRange(request);
        return streamRange(backend.kv, request, options, call);
      }),
    ),
    unaryEncoded(kv.Put, (request, raw, call) => {
      checkPut(request);
      return backend.kv.put(request, raw, call);
    }),
    unaryEncoded(kv.DeleteRange, (request, raw, call) => {
      checkDeleteRange(request);
      return backend.kv.deleteRange(request, raw, call);
    }),
    unaryEncoded(kv.Txn, (request, raw, call) => {
      checkTxn(request, options.maxTxnOps);
      return backend.kv.txn(request, raw, call);
    }),
    unaryEncoded(kv.Compact, (request, raw, call) => backend.kv.compact(request, raw, call)),
  ];
}
