import {
  type ConfState,
  type Entry,
  EntryType,
  type HardState,
  type RaftMessage,
  type RaftSnapshot,
} from '@quorate/protocol';
import { confChangeOf } from '../confchange/conf-change.ts';
import type { RaftConfig } from '../config.ts';
import { RawNode } from '../raw-node.ts';
import { MemoryStorage } from '../storage/memory-storage.ts';
import { TraceError } from './trace-arguments.ts';

/** The snapshot of a node is what it has applied, whatever was stored or compacted. */
class TraceStorage extends MemoryStorage {
  newest: RaftSnapshot;

  constructor(newest: RaftSnapshot) {
    super();
    this.newest = newest;
  }

  override snapshot(): RaftSnapshot {
    return this.newest;
  }
}

/** Entries are appended to the content; nothing is ever interpreted. */
function appended(content: Uint8Array, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(content.length + data.length);
  bytes.set(content);
  bytes.set(data, content.length);
  return bytes;
}

/** A node of a trace with its storage, its state machine and the work that its threads have not done. */
export class TraceNode {
  readonly raw: RawNode;
  readonly config: RaftConfig;
  readonly storage: TraceStorage;
  readonly appendWork: RaftMessage[] = [];
  readonly applyWork: RaftMessage[] = [];

  /** @param start what the node has applied; of index 0 for an empty one */
  constructor(config: Omit<RaftConfig, 'storage'>, start: RaftSnapshot, isEmpty: boolean) {
    this.storage = new TraceStorage(start);
    if (!isEmpty) this.storage.applySnapshot(start);
    this.config = { ...config, storage: this.storage };
    this.raw = new RawNode(this.config);
  }

  /** Stores what a Ready or a MsgStorageAppend asks for. */
  store(hardState: HardState | undefined, entries: readonly Entry[], snapshot: RaftSnapshot | undefined): void {
    if (hardState) this.storage.setHardState(hardState);
    if (snapshot) {
      if (entries.length > 0) throw new TraceError("can't apply snapshot and entries at the same time");
      this.storage.applySnapshot(snapshot);
      this.storage.newest = snapshot;
      return;
    }
    this.storage.append(entries);
  }

  /** Applies committed entries. */
  apply(entries: readonly Entry[]): void {
    for (const entry of entries) {
      const { data, metadata } = this.storage.newest;
      let confState: ConfState = metadata.confState;
      let update = entry.data;
      if (entry.type !== EntryType.EntryNormal) {
        const change = confChangeOf(entry);
        if (change) {
          confState = this.raw.applyConfChange(change);
          update = change.context;
        }
      }
      this.storage.newest = {
        data: appended(data, update),
        metadata: { confState, index: entry.index, term: entry.term },
      };
    }
  }
}
