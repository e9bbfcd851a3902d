import { none } from '@quorate/raft';
import type { Membership } from '../cluster/membership.ts';
import type { Leadership } from '../leadership/leadership.ts';
import type { MemberErrorCode } from '../member-error.ts';
import type { PeerTransport } from '../transport/peer-transport.ts';

export interface TimeoutCircumstances {
  readonly memberId: bigint;
  readonly membership: Membership;
  readonly leadership: Leadership;
  readonly transport: PeerTransport;
  readonly electionMs: number;
}

/** Tells apart why a request that began at a time (monotonic milliseconds) was not answered, as etcd does. */
export function timeoutReason(startedMs: number, circumstances: TimeoutCircumstances): MemberErrorCode {
  const { memberId, membership, leadership, transport, electionMs } = circumstances;
  const { electedMs, leaderId } = leadership;
  if (startedMs > electedMs - 2 * electionMs && startedMs < electedMs) return 'timeout-leader-failed';
  if (leaderId === none) return 'timeout';
  const wasConnected = (id: bigint) => {
    const sinceMs = transport.activeSinceMs(id);
    return id === memberId || (sinceMs !== undefined && sinceMs <= startedMs);
  };
  const voters = membership.voters();
  const connected =
    leaderId === memberId
      ? voters.filter(({ id }) => wasConnected(id)).length > voters.length / 2
      : wasConnected(leaderId);
  return connected ? 'timeout' : 'timeout-connection-lost';
}
