import { RawNode } from '@quorate/raft';
import type { MemberBootstrap, MemberOptions } from '../member-options.ts';
import type { BootedMember } from './boot-member.ts';

/** Bytes of entries in one append message, as in etcd. */
const appendBytesMax = 1024 * 1024;

/** Appends on the way to one follower, as in etcd: more than that overflow the streams' buffers. */
const inflightAppendsMax = 512;

/** Raft as a member runs it, on what its files hold. */
export function createNode(id: bigint, booted: BootedMember, options: MemberOptions): RawNode {
  const { heartbeatMs, electionMs, preVote, random } = options;
  return new RawNode({
    id,
    electionTicks: Math.max(2, Math.round(electionMs / heartbeatMs)),
    heartbeatTicks: 1,
    storage: booted.storage,
    random,
    appliedIndex: booted.state.consistentIndex.index,
    asyncStorageWrites: true,
    messageBytesMax: appendBytesMax,
    inflightMessagesMax: inflightAppendsMax,
    checkQuorum: true,
    preVote,
  });
}

/** Whether a member can elect itself without asking anybody; a founder whose first entries are not applied goes by its flags. */
export function isOnlyVoter(id: bigint, node: RawNode, bootstrap: MemberBootstrap): boolean {
  const { voters, votersOutgoing } = node.status().confState;
  const founders = bootstrap.state === 'new' ? bootstrap.members.map((member) => member.id) : [];
  const known = voters.length > 0 ? voters : founders;
  return known.length === 1 && known[0] === id && votersOutgoing.length === 0;
}
