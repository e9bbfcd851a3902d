import type { Member } from '@quorate/member';
import { AlarmAction, AlarmRequest, AlarmType, DeleteRangeRequest, PutRequest } from '@quorate/protocol';
import { Violation } from '../checks/violation.ts';
import type { SimulatedCluster } from '../cluster/simulated-cluster.ts';

const key = Buffer.from('fill');
const valueBytes = 128 * 1024;
const putsMax = 60;
const settleMs = 500;

/** What the operator lends: asking some member, and waiting. */
export interface SpaceTools {
  readonly cluster: SimulatedCluster;
  /** Asks one member that runs; false when nobody answered. */
  readonly attempt: (action: (member: Member) => Promise<unknown>) => Promise<boolean>;
  readonly sleep: (ms: number) => Promise<void>;
  /** Compacts everything that is not in use. */
  readonly compact: () => Promise<unknown>;
  readonly defragmentAll: () => Promise<void>;
}

/**
 * Fills the database up to its quota: the alarm is raised, from then on what adds to the database is refused while deletions go through. Then
 * does what one has to do: deletes, compacts, defragments, and takes the alarm back; after that writes are taken again.
 */
export async function fillSpace(tools: SpaceTools, restMs: number): Promise<void> {
  const { sleep } = tools;
  if (await fill(tools)) {
    await checkRefused(tools);
    await sleep(restMs);
  }
  // Also when nobody could say whether the alarm came through.
  await makeRoom(tools);
}

/** Does what one has to do for every member to have room, until they do. */
export async function makeRoom(tools: SpaceTools): Promise<void> {
  while (!(await tryToMakeRoom(tools))) await tools.sleep(settleMs);
}

/** Whether every member that runs can take writes. */
export function hasRoomEverywhere(cluster: SimulatedCluster): boolean {
  return cluster.running.every(({ member }) => member?.hasRoomFor(2 * valueBytes));
}

/** True when the alarm is raised. */
async function fill({ attempt, sleep }: SpaceTools): Promise<boolean> {
  const value = Buffer.alloc(valueBytes, 'x');
  const put = PutRequest.create({ key, value });
  let isRaised = false;
  for (let puts = 0; puts < putsMax && !isRaised; puts++) {
    await attempt(async (member) => {
      if (member.hasRoomFor(valueBytes + 256)) await member.propose('put', put, PutRequest.encode(put));
      else {
        const raise = AlarmRequest.create({
          action: AlarmAction.Activate,
          memberId: member.id,
          alarm: AlarmType.Nospace,
        });
        await member.propose('alarm', raise, AlarmRequest.encode(raise));
        isRaised = true;
      }
    });
    await sleep(20);
  }
  return isRaised;
}

/** As long as the alarm is raised, wherever it is asked. */
async function checkRefused({ attempt }: SpaceTools): Promise<void> {
  const put = PutRequest.create({ key: Buffer.from('too much'), value: Buffer.from('x') });
  let taken: string | undefined;
  await attempt(async (member) => {
    await member.propose('put', put, PutRequest.encode(put));
    taken = `m${member.id}`;
  });
  if (taken !== undefined)
    throw new Violation('no write beyond the quota', `${taken} took one while the alarm was raised`);
}

/** True when every member has room, no alarm is left, and a write was taken. */
async function tryToMakeRoom(tools: SpaceTools): Promise<boolean> {
  const { attempt, sleep, compact, defragmentAll } = tools;
  const remove = DeleteRangeRequest.create({ key });
  if (!(await attempt((member) => member.propose('deleteRange', remove, DeleteRangeRequest.encode(remove)))))
    return false;
  await compact();
  await sleep(settleMs);
  await defragmentAll();
  if (!hasRoomEverywhere(tools.cluster)) return false;
  const isQuiet = await attempt(async (member) => {
    await member.linearizableBarrier();
    for (const { memberId } of member.state.alarms.list(AlarmType.Nospace)) {
      const end = AlarmRequest.create({ action: AlarmAction.Deactivate, memberId, alarm: AlarmType.Nospace });
      await member.propose('alarm', end, AlarmRequest.encode(end));
    }
    const put = PutRequest.create({ key, value: Buffer.from('room again') });
    await member.propose('put', put, PutRequest.encode(put));
  });
  return isQuiet;
}
