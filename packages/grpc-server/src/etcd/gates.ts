import { services } from '@quorate/protocol';
import type { Call, StreamCall } from '../rpc/call.ts';
import type { CallGate } from '../rpc/interceptor.ts';
import type { MemberState } from './backend.ts';
import type { ClientVersions } from './client-versions.ts';
import { etcdError } from './etcd-errors.ts';

/** What a learner serves; of ranges only serializable ones, which the KV service sees to. */
const servedByLearners: ReadonlySet<string> = new Set([
  services['etcdserverpb.Maintenance'].Status.path,
  services['etcdserverpb.Maintenance'].Snapshot.path,
  services['etcdserverpb.KV'].Range.path,
]);

/** etcd's checks of every call: capability, learner, the client's version, and whether it insists on a leader. */
export function etcdGate(member: MemberState, versions: ClientVersions): CallGate {
  const guarded = new Set<StreamCall>();
  member.onLeaderLost(() => {
    for (const call of [...guarded]) call.fail(etcdError('noLeader'));
  });
  return (call) => {
    if (!member.isCapable()) throw etcdError('notCapable');
    if (member.isLearner() && !servedByLearners.has(call.method.path)) throw etcdError('notSupportedForLearner');
    const streaming = call.method.kind !== 'unary';
    versions.count(streaming ? 'stream' : 'unary', call.header('client-api-version'));
    if (call.header('hasleader') !== 'true') return;
    if (!member.hasLeader()) throw etcdError('noLeader');
    if (streaming && isStream(call)) {
      guarded.add(call);
      call.onEnd(() => guarded.delete(call));
    }
  };
}

function isStream(call: Call): call is StreamCall {
  return 'onEnd' in call;
}
