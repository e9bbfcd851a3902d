import type { PutRequest, RequestOp } from '@quorate/protocol';
import type { OperationResult } from '../result/results.ts';

/** What the store has done since it was opened, counted up: for metrics. */
export interface StoreCounters {
  /** Ranges answered, those in txns included. */
  readonly ranges: number;
  /** Keys put, those in txns included. */
  readonly puts: number;
  /** Delete requests carried out, whatever they deleted. */
  readonly deletes: number;
  /** Txns of more than one operation. */
  readonly txns: number;
  /** Bytes of keys and values put. */
  readonly putBytes: number;
  /** Records that compactions removed. */
  readonly compactedRecords: number;
}

/** The counters, for those who count. */
export class CountingStoreCounters implements StoreCounters {
  ranges = 0;
  puts = 0;
  deletes = 0;
  txns = 0;
  putBytes = 0;
  compactedRecords = 0;

  countPut({ key, value }: PutRequest): void {
    this.puts++;
    this.putBytes += key.length + value.length;
  }

  /** Counts the operations of the branch of a txn that ran. */
  countTxn(operations: readonly RequestOp[], responses: readonly OperationResult[]): void {
    if (this.#countOperations(operations, responses) > 1) this.txns++;
  }

  #countOperations(operations: readonly RequestOp[], responses: readonly OperationResult[]): number {
    let count = 0;
    for (const [index, { request }] of operations.entries()) {
      const response = responses[index];
      count++;
      if (request?.case === 'requestPut') this.countPut(request.value);
      else if (request?.case === 'requestRange') this.ranges++;
      else if (request?.case === 'requestDeleteRange') this.deletes++;
      else if (request?.case === 'requestTxn' && response?.case === 'txn') {
        const { succeeded, responses: inner } = response.value;
        count += this.#countOperations(succeeded ? request.value.success : request.value.failure, inner) - 1;
      }
    }
    return count;
  }
}
