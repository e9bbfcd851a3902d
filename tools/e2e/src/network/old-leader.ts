import { KvClient } from '../client/kv-client.ts';
import type { ClusterView } from '../cluster/cluster-view.ts';
import type { MemberProcess } from '../process/member-process.ts';
import type { PeerNetwork } from './peer-network.ts';

const key = 'old-leader/k';

/** A leader that goes on after a pause does not know for so long that it was replaced, in milliseconds: less than an election takes. */
const aloneMs = 500;

/**
 * Freezes a leader that is cut off from the others, which elect another one and put a key; asks it for the key; and lets it go on, still
 * alone for a while. It leads by its own word, and must not answer by its own word.
 *
 * @returns the value that it answers with: `old`, `new`, or `none` when it refuses
 */
export async function askOldLeader(
  members: readonly MemberProcess[],
  network: PeerNetwork,
  view: ClusterView,
): Promise<string> {
  const { member: old } = await view.leader(members);
  const rest = members.filter((member) => member !== old);
  const asking = new KvClient(old.endpoint);
  await asking.put(key, 'old');
  network.isolate([old]);
  old.signal('SIGSTOP');
  await view.leader(rest);
  const writing = new KvClient(rest[0]?.endpoint ?? '');
  await writing.put(key, 'new');
  // Its system takes the question, on a connection that is there already.
  const answer = asking.range(key).then(
    (found) => found.get(key)?.value ?? '',
    () => 'none',
  );
  old.signal('SIGCONT');
  await new Promise((resolve) => setTimeout(resolve, aloneMs));
  network.heal();
  const value = await answer;
  asking.close();
  writing.close();
  return value;
}
