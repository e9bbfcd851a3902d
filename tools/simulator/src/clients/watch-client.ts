import type { WatchSink, WatchSource } from '@quorate/mvcc-store';
import { Event, EventType } from '@quorate/protocol';
import { type HeardEvent, WatchCheck } from '../checks/watch-check.ts';
import type { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import type { Life } from '../cluster/simulated-member.ts';
import { Client } from './client.ts';
import { utf8 } from './key-requests.ts';
import type { Observed } from './observed.ts';

/** How often a watcher looks whether its member still answers, in milliseconds. */
const lookMs = 200;

interface Stream {
  readonly life: Life;
  readonly source: WatchSource;
  isPaused: boolean;
  /** The member says that the history it wants is gone. */
  compactedAt: number | undefined;
}

/** Watches a range, and goes on where it was at another member whenever its own fails, or for no reason. */
export class WatchClient extends Client {
  readonly #check: WatchCheck;
  #stream: Stream | undefined;

  constructor(cluster: SimulatedCluster, observed: Observed, name: string) {
    super(cluster, observed, name);
    const ranges = [
      ['p/', 'p0'],
      ['p/a', ''],
      ['\0', '\0'],
      ['q/', 'z'],
    ] as const;
    const [start, end] = ranges[this.random.below(ranges.length)] ?? ranges[2];
    const withPrevious = this.random.below(2) === 0;
    const without = (['nothing', 'nothing', 'puts', 'deletes'] as const)[this.random.below(4)] ?? 'nothing';
    this.#check = new WatchCheck(cluster.history, name, { start, end, withPrevious, without });
  }

  /** Whether it has heard of everything up to a revision; the check of it at the end. */
  hasHeard(revision: number): boolean {
    return this.#check.hasHeard(revision);
  }

  protected async work(): Promise<void> {
    while (!this.isStopping) {
      await this.sleep(lookMs);
      const stream = this.#stream;
      if (!stream || this.endpoint.life !== stream.life || this.random.below(100) === 0) await this.#reopen();
      else if (stream.compactedAt !== undefined) {
        this.#check.compacted(stream.compactedAt);
        await this.#reopen();
      } else this.#tend(stream);
    }
  }

  #tend(stream: Stream): void {
    if (stream.isPaused) {
      stream.isPaused = false;
      stream.life.clock.run(() => stream.source.resume());
    }
    stream.life.clock.run(() => {
      if (stream !== this.#stream) return;
      const progress = stream.source.progressRevision(1n);
      if (progress !== undefined) this.#check.progress(progress);
    });
  }

  async #reopen(): Promise<void> {
    const old = this.#stream;
    this.#stream = undefined;
    old?.life.clock.run(() => old.source.close());
    this.changeEndpoint();
    const machine = this.endpoint;
    const { life } = machine;
    if (!life) return;
    try {
      await this.ask((member) => {
        if (machine.life !== life || this.#stream) return;
        // A watch from revision 0 is one of what comes next.
        const isAnew = this.random.below(12) === 0;
        if (isAnew) this.#check.startsAnew(member.state.store.revision);
        this.tell(() => `watches at ${machine.name} from revision ${isAnew ? 0 : this.#check.nextRevision}`);
        const opened: { stream?: Stream } = {};
        const source = member.state.watchHub.open(this.#sink(() => opened.stream));
        const stream: Stream = { life, source, isPaused: false, compactedAt: undefined };
        opened.stream = stream;
        this.#stream = stream;
        source.add({
          watchId: 1n,
          key: utf8(this.#check.start),
          rangeEnd: utf8(this.#check.end),
          startRevision: isAnew ? 0 : this.#check.nextRevision,
          withoutPuts: this.#check.without === 'puts',
          withoutDeletes: this.#check.without === 'deletes',
          prevKv: this.#check.withPrevious,
        });
      });
    } catch (error) {
      this.tell(() => `cannot watch: ${String(error)}`);
    }
  }

  /** What a stream's events go to; those of an earlier stream that still arrive are not this watcher's any more. */
  #sink(streamOf: () => Stream | undefined): WatchSink {
    return {
      events: (_id, revision, events) => {
        const stream = streamOf();
        if (!stream || stream !== this.#stream || !stream.life.clock.isRunning) return true;
        this.#heard(revision, events);
        stream.isPaused = this.random.below(20) === 0;
        return !stream.isPaused;
      },
      compacted: (_id, revision) => {
        const stream = streamOf();
        if (stream) stream.compactedAt = revision;
      },
      // It asks another member.
      failed: () => {
        if (streamOf() === this.#stream) this.#stream = undefined;
      },
    };
  }

  #heard(revision: number, events: readonly Uint8Array[]): void {
    try {
      const heard = events.map((event) => heardEvent(Event.decode(event)));
      this.tell(() => `hears of revision ${heard[0]?.revision} to ${heard.at(-1)?.revision}`);
      this.#check.heard(revision, heard);
      const last = heard.at(-1)?.revision;
      if (last !== undefined) this.observed.told(last);
    } catch (error) {
      this.cluster.violations.addError('watch', error);
    }
  }
}

function heardEvent({ type, kv, prevKv }: Event): HeardEvent {
  return {
    key: Buffer.from(kv?.key ?? []).toString(),
    value: Buffer.from(kv?.value ?? []).toString(),
    isDelete: type === EventType.Delete,
    revision: kv?.modRevision ?? 0,
    previous: prevKv && { value: Buffer.from(prevKv.value).toString(), modRevision: prevKv.modRevision },
  };
}
