import type { Backend } from '@quorate/mvcc-store';
import type { ConfState } from '@quorate/protocol';
import { decodeConfState, encodeConfState } from '../boot/conf-state-json.ts';

const indexKey = new TextEncoder().encode('consistent_index');
const termKey = new TextEncoder().encode('term');
const confStateKey = new TextEncoder().encode('confState');

function encodeCounter(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value));
  return bytes;
}

function decodeCounter(bytes: Uint8Array | undefined): number {
  if (bytes?.length !== 8) return 0;
  return Number(new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0));
}

/**
 * Up to which entry of the log the database stands, and the configuration there. Written into the same transaction as what the
 * entries changed, so that a restart knows exactly where to go on.
 */
export class ConsistentIndex {
  index = 0;
  term = 0;
  confState: ConfState | undefined;

  /** Takes what a database holds. */
  restore(backend: Backend): void {
    this.index = decodeCounter(backend.get('meta', indexKey));
    this.term = decodeCounter(backend.get('meta', termKey));
    const confState = backend.get('meta', confStateKey);
    this.confState = confState && decodeConfState(new TextDecoder().decode(confState));
  }

  /** Writes into the transaction that is open; to be called before each commit. */
  save(backend: Backend): void {
    if (this.index === 0) return;
    backend.put('meta', indexKey, encodeCounter(this.index));
    backend.put('meta', termKey, encodeCounter(this.term));
    if (this.confState) {
      backend.put('meta', confStateKey, new TextEncoder().encode(encodeConfState(this.confState)));
    }
  }
}
