import assert from 'node:assert/strict';
import { EtcdClient, prefix as keysWith, text, type Watcher } from '@quorate/client';
import type { AcknowledgedWrite } from '../history/recorded-clients.ts';
import type { MemberProcess } from '../process/member-process.ts';

/** How long a watch may need to tell what has happened, in milliseconds. */
const toldMsMax = 30_000;

/** An event as text, whole: two watches have seen the same if their lines are the same. */
type Line = string;

/** Watches keys while misfortunes happen, and compares what it was told with what each member has on record. */
export class WatchAudit implements AsyncDisposable {
  readonly #client: EtcdClient;
  readonly #prefix: string;
  readonly #watcher: Watcher;
  readonly #startRevision: number;
  readonly #lines: Line[] = [];
  #lastRevision = 0;
  #failure: Error | undefined;

  private constructor(client: EtcdClient, prefix: string, startRevision: number) {
    this.#client = client;
    this.#prefix = prefix;
    this.#startRevision = startRevision;
    this.#watcher = client.watch(keysWith(prefix), { startRevision, prevKv: true });
    this.#watcher.on('error', (error) => {
      this.#failure = error;
    });
    collect(this.#watcher, this.#lines, (revision) => {
      this.#lastRevision = revision;
    });
  }

  /** Watches all keys with a prefix, none of which is there yet. It loses no event when its member loses the leader or dies. */
  static async start(endpoints: readonly string[], prefix: string): Promise<WatchAudit> {
    const client = new EtcdClient({ endpoints, keepaliveIntervalMs: 1000, keepaliveTimeoutMs: 1000 });
    const { revision } = await client.kv.range(prefix);
    return new WatchAudit(client, prefix, revision + 1);
  }

  /** Changes told so far. */
  get events(): number {
    return this.#lines.length;
  }

  /** Expects that every change was told once, in order; that each member has the same on record; and in it what was acknowledged. */
  async expectWhole(members: readonly MemberProcess[], acknowledged: readonly AcknowledgedWrite[]): Promise<void> {
    const { revision } = await this.#client.kv.put(`${this.#prefix}end`, 'end');
    await until(() => this.#lastRevision >= revision || this.#failure !== undefined, 'the watch saw the last change');
    if (this.#failure) throw this.#failure;
    const revisions = this.#lines.map((line) => Number(line.split(' ')[0]));
    assert.ok(
      revisions.every((each, at) => at === 0 || each >= (revisions[at - 1] ?? 0)),
      'events are out of order',
    );
    const told = new Set(this.#lines.map((line) => line.split(' ').slice(0, 2).join(' ')));
    assert.equal(told.size, this.#lines.length, 'an event was told twice');
    const missing = acknowledged.filter(({ key, revision: at }) => !told.has(`${at} ${key}`));
    assert.deepEqual(missing, [], 'acknowledged writes that the watch was not told of');
    for (const member of members) {
      const recorded = await this.#onRecordAt(member, revision);
      assert.deepEqual(this.#lines, recorded, `the watch was told otherwise than ${member.name} has on record`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#watcher.close();
    await this.#client.close();
  }

  async #onRecordAt(member: MemberProcess, revision: number): Promise<Line[]> {
    await using client = new EtcdClient({ endpoints: member.endpoint });
    const watcher = client.watch(keysWith(this.#prefix), { startRevision: this.#startRevision, prevKv: true });
    const lines: Line[] = [];
    let last = 0;
    watcher.on('error', () => {});
    collect(watcher, lines, (at) => {
      last = at;
    });
    await until(() => last >= revision, `${member.name} told its record`);
    await watcher.close();
    return lines;
  }
}

function collect(watcher: Watcher, lines: Line[], reached: (revision: number) => void): void {
  watcher.on('event', (event) => {
    const value = event.type === 'put' ? text(event.kv.value) : '(deleted)';
    const before = event.prevKv ? text(event.prevKv.value) : '(none)';
    lines.push(`${event.revision} ${text(event.key)} ${value} ${before}`);
    reached(event.revision);
  });
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (const endMs = performance.now() + toldMsMax; !holds(); ) {
    if (performance.now() > endMs) throw new Error(`${what}: not within ${toldMsMax} ms`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
