import type { Member } from '@quorate/member';
import {
  type Compare,
  CompareResult,
  CompareTarget,
  DeleteRangeRequest,
  PutRequest,
  TxnRequest,
} from '@quorate/protocol';
import type { Holding } from '../checks/lock-check.ts';
import { Client } from './client.ts';
import { utf8 } from './key-requests.ts';
import { grantLease, renewLease, revokeLease } from './lease-requests.ts';

const lockKey = 'lock';
/** Long enough that it outlives an election, since leases are at least that long. */
const ttlSeconds = 4;

/** Takes a lock that goes with a lease, holds it for a while, and gives it back or dies with it. */
export class LockClient extends Client {
  readonly holdings: Holding[] = [];
  #leases = 0;

  protected async work(): Promise<void> {
    while (!this.isStopping) {
      await this.think();
      const id = (BigInt(this.random.word()) << 16n) | BigInt(++this.#leases);
      const askedMs = this.#nowMs;
      try {
        await this.ask((member) => grantLease(member, id, ttlSeconds));
      } catch {
        continue;
      }
      await this.#compete(id, askedMs);
    }
  }

  async #compete(id: bigint, grantedMs: number): Promise<void> {
    let validUntilMs = this.#validUntil(grantedMs);
    while (!this.isStopping && this.#nowMs < validUntilMs - 500) {
      try {
        if (await this.ask((member) => tryLock(member, this.name, id))) {
          await this.#hold(id, validUntilMs);
          return;
        }
        const askedMs = this.#nowMs;
        if ((await this.ask((member) => renewLease(member, id))) === undefined) return;
        validUntilMs = this.#validUntil(askedMs);
      } catch {
        // An attempt whose outcome is unknown is asked for anew: the key tells whether it is this client's.
      }
      await this.think();
    }
  }

  async #hold(id: bigint, validUntilMs: number): Promise<void> {
    const holding: Holding = { who: this.name, fromMs: this.#nowMs, untilMs: Math.max(this.#nowMs, validUntilMs) };
    this.holdings.push(holding);
    this.tell(() => 'holds the lock');
    for (let at = this.random.below(6); at > 0 && this.#nowMs < holding.untilMs; at--) {
      await this.sleep(ttlSeconds * 200);
      const askedMs = this.#nowMs;
      try {
        if ((await this.ask((member) => renewLease(member, id))) === undefined) break;
        // Renewed too late, it was not the client's own any more in between.
        if (askedMs < holding.untilMs) holding.untilMs = this.#validUntil(askedMs);
      } catch {
        // It is sure of the lock for as long as it was before.
      }
    }
    if (this.random.below(3) === 0) return;
    holding.untilMs = Math.min(holding.untilMs, this.#nowMs);
    this.tell(() => 'gives the lock back');
    try {
      await this.ask((member) => (this.random.below(2) === 0 ? unlock(member, id) : revokeLease(member, id)));
    } catch {
      // Then its lease ends it.
    }
  }

  #validUntil(askedMs: number): number {
    return askedMs + (ttlSeconds * 1000) / (1 + this.cluster.settings.driftMax);
  }

  get #nowMs(): number {
    return this.cluster.clock.monotonicMs();
  }
}

/** Takes the lock when nobody has it; true also when it is this lease's already. */
async function tryLock(member: Member, who: string, lease: bigint): Promise<boolean> {
  const key = utf8(lockKey);
  const noRange = new Uint8Array(0);
  const free = TxnRequest.create({
    compare: [
      {
        result: CompareResult.Equal,
        target: CompareTarget.Create,
        key,
        targetUnion: { case: 'createRevision', value: 0 },
        rangeEnd: noRange,
      },
    ],
    success: [{ request: { case: 'requestPut', value: PutRequest.create({ key, value: utf8(who), lease }) } }],
  });
  if ((await member.propose('txn', free, TxnRequest.encode(free))).succeeded) return true;
  const own = TxnRequest.create({ compare: [isOwn(lease)] });
  await member.linearizableBarrier();
  return member.state.store.txn(own).succeeded;
}

/** Gives the lock back, unless it is somebody else's by the time that this arrives. */
async function unlock(member: Member, lease: bigint): Promise<void> {
  const request = TxnRequest.create({
    compare: [isOwn(lease)],
    success: [{ request: { case: 'requestDeleteRange', value: DeleteRangeRequest.create({ key: utf8(lockKey) }) } }],
  });
  await member.propose('txn', request, TxnRequest.encode(request));
}

function isOwn(lease: bigint): Compare {
  return {
    result: CompareResult.Equal,
    target: CompareTarget.Lease,
    key: utf8(lockKey),
    targetUnion: { case: 'lease', value: lease },
    rangeEnd: new Uint8Array(0),
  };
}
