import type { Membership } from '../cluster/membership.ts';
import type { PeerTransport } from '../transport/peer-transport.ts';

/** The voter to hand leadership to: of those that can be reached, the one that has been so for longest. */
export function successorOf(memberId: bigint, membership: Membership, transport: PeerTransport): bigint | undefined {
  let successor: { id: bigint; sinceMs: number } | undefined;
  for (const { id } of membership.voters()) {
    const sinceMs = id === memberId ? undefined : transport.activeSinceMs(id);
    if (sinceMs === undefined) continue;
    if (successor === undefined || sinceMs < successor.sinceMs) successor = { id, sinceMs };
  }
  return successor?.id;
}
