import { PutRequest, services, TxnRequest } from '@quorate/protocol';
import { callOnce } from '../servers/etcd-call.ts';
import type { GeneratorReport, GeneratorTask } from './generator-task.ts';
import { keyOf, value } from './keys.ts';

/** etcd's default `--max-txn-ops` is 128. */
const PUTS_PER_TXN = 100;

/** Writes every key once, by transactions of many puts. */
export async function runFill(task: Extract<GeneratorTask, { kind: 'fill' }>): Promise<GeneratorReport> {
  const [endpoint] = task.endpoints;
  if (endpoint === undefined) throw new Error('no endpoint to fill');
  const startedMs = performance.now();
  let next = 0;
  const writer = async () => {
    while (next < task.keys) {
      const from = next;
      next += PUTS_PER_TXN;
      await callOnce(endpoint, services['etcdserverpb.KV'].Txn, txnOf(from, Math.min(next, task.keys)));
    }
  };
  await Promise.all(Array.from({ length: task.connections * task.streams }, writer));
  const seconds = (performance.now() - startedMs) / 1000;
  return { requests: task.keys, seconds, p50Micros: 0, p99Micros: 0, maxMicros: 0 };
}

function txnOf(from: number, to: number): TxnRequest {
  const success = Array.from({ length: to - from }, (_, index) => ({
    request: { case: 'requestPut' as const, value: PutRequest.create({ key: keyOf(from + index), value }) },
  }));
  return TxnRequest.create({ success });
}
