import type { Member } from '@quorate/member';
import type { RangeResult } from '@quorate/mvcc-store';
import { KeyValue, PutRequest, RangeRequest, TxnRequest } from '@quorate/protocol';
import { checkPastRead, checkPastRefused, type KeySeen, type PastRead } from '../checks/past-check.ts';
import { Client } from './client.ts';
import { utf8 } from './key-requests.ts';

/** So far beyond the newest revision that it knows does it ask. */
const futureMax = 12;
const start = 'p/';
const end = 's';

/**
 * Reads ranges as they were: at revisions that are there, that are compacted, and that have not come yet; also in the midst of a
 * transaction that writes, which has to be refused as a whole, by all members alike.
 */
export class PastClient extends Client {
  #written = 0;

  protected async work(): Promise<void> {
    while (!this.isStopping) {
      await this.think();
      const read = this.#choose();
      try {
        if (this.random.below(3) === 0) await this.#readInTxn(read);
        else await this.#read(read);
      } catch (error) {
        const { name, code } = error as { name?: string; code?: string };
        if (name === 'Violation') throw error;
        this.tell(() => `is refused: ${String(error)}`);
        if (name === 'StoreError') checkPastRefused(this.cluster.history, read, code ?? '');
      }
    }
  }

  #choose(): PastRead {
    const { history } = this.cluster;
    const floor = this.observed.newestRevision;
    const draw = this.random.below(10);
    const recent = Math.max(1, floor - this.random.below(40));
    const atCompaction = Math.max(1, history.compactRevision + this.random.below(3) - 1);
    return {
      who: this.name,
      start,
      end,
      revision: draw < 5 ? recent : draw < 8 ? atCompaction : floor + this.random.below(futureMax),
      serializable: this.random.below(3) === 0,
      floor,
      compactedFloor: history.compactedFloor,
    };
  }

  async #read(read: PastRead): Promise<void> {
    const { revision, serializable } = read;
    this.tell(() => `asks ${this.endpoint.name} for revision ${revision}`);
    const result = await this.ask(async (member) => {
      if (!serializable) await member.linearizableBarrier();
      return keysIn(await member.state.store.rangeSliced(rangeAt(revision)));
    });
    this.tell(() => `sees ${result.length} keys`);
    checkPastRead(this.cluster.history, read, result);
  }

  /** A put comes before the read: when that is refused, the put must not have been. */
  async #readInTxn(asked: PastRead): Promise<void> {
    const read = { ...asked, serializable: false };
    const value = `${this.name}#${++this.#written}`;
    this.tell(() => `asks ${this.endpoint.name} to put ${value} and read revision ${read.revision}`);
    try {
      const { revision, seen } = await this.ask((member) => putAndRead(member, this.#ownKey, value, read.revision));
      this.observed.told(revision);
      checkPastRead(this.cluster.history, read, seen);
    } catch (error) {
      if ((error as Error).name === 'StoreError') this.observed.refused(this.#ownKey, value);
      throw error;
    }
  }

  get #ownKey(): string {
    return `past/${this.name}`;
  }
}

const rangeAt = (revision: number) => RangeRequest.create({ key: utf8(start), rangeEnd: utf8(end), revision });

async function putAndRead(
  member: Member,
  key: string,
  value: string,
  revision: number,
): Promise<{ readonly revision: number; readonly seen: readonly KeySeen[] }> {
  const request = TxnRequest.create({
    success: [
      { request: { case: 'requestPut', value: PutRequest.create({ key: utf8(key), value: utf8(value) }) } },
      { request: { case: 'requestRange', value: rangeAt(revision) } },
    ],
  });
  const result = await member.propose('txn', request, TxnRequest.encode(request));
  const [, range] = result.responses;
  return { revision: result.revision, seen: range?.case === 'range' ? keysIn(range.value) : [] };
}

/** The keys of an answer. */
export function keysIn({ kvs }: RangeResult): KeySeen[] {
  return kvs.map((encoded) => {
    const { key, value, version, createRevision, modRevision } = KeyValue.decode(encoded);
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();
    return { key: text(key), value: text(value), version, createRevision, modRevision };
  });
}
