/**
 * Requests a second of the gRPC core, driven by h2load: an empty answer, a put that is decoded and answered at once, and one that is
 * answered in a later turn. `node --conditions=@quorate/source src/bench/main.ts [port] [requests]`
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PutRequest, PutResponse, services } from '@quorate/protocol';
import { ClientListener } from '../listener/client-listener.ts';
import { frameMessage } from '../message/framing.ts';
import { GrpcServer } from '../rpc/grpc-server.ts';
import type { AnyMethod } from '../rpc/method.ts';

const port = Number(process.argv[2] ?? 22_090);
const requests = Number(process.argv[3] ?? 200_000);
const run = promisify(execFile);

const { Put } = services['etcdserverpb.KV'];
const nothing = new Uint8Array(0);
const header = { clusterId: 0xcdf818194e3a8c32n, memberId: 0x8e9e05c52164694dn, revision: 0, raftTerm: 2 };
let revision = 0;

function answerPut(): Uint8Array {
  header.revision = ++revision;
  return PutResponse.encode({ header, prevKv: undefined });
}

/** Answers gathered for the end of the turn, as a member answers the entries of a batch. */
let waiting: (() => void)[] = [];
function endOfTurn(): Promise<Uint8Array> {
  return new Promise((resolve) => {
    if (waiting.length === 0) setImmediate(answerAll);
    waiting.push(() => resolve(answerPut()));
  });
}
function answerAll(): void {
  const due = waiting;
  waiting = [];
  for (const answer of due) answer();
}

const methods: AnyMethod[] = [
  { kind: 'unary', path: '/bench.Bench/Empty', request: { decode: (bytes) => bytes }, handle: () => nothing },
  { kind: 'unary', path: '/bench.Bench/Put', request: Put.request, handle: answerPut },
  { kind: 'unary', path: '/bench.Bench/PutLater', request: Put.request, handle: endOfTurn },
];

const folder = mkdtempSync(join(tmpdir(), 'quorate-bench-'));
const put = PutRequest.create({ key: Buffer.alloc(20, 'k'), value: Buffer.alloc(256, 'v') });
writeFileSync(join(folder, 'Empty'), frameMessage(nothing));
writeFileSync(join(folder, 'Put'), frameMessage(PutRequest.encode(put)));
writeFileSync(join(folder, 'PutLater'), frameMessage(PutRequest.encode(put)));

const grpc = new GrpcServer({ methods });
const listener = new ClientListener({ grpc });
await listener.listen({ host: '127.0.0.1', port });

async function load(method: string, connections: number, streams: number): Promise<string> {
  const arguments_ = ['-n', String(requests), '-c', String(connections), '-m', String(streams)];
  const headers = ['-H', 'content-type: application/grpc', '-H', 'te: trailers'];
  const url = `http://127.0.0.1:${port}/bench.Bench/${method}`;
  const { stdout } = await run('h2load', [...arguments_, '-d', join(folder, method), ...headers, url]);
  const rate = /([\d.]+) req\/s/.exec(stdout)?.[1] ?? '?';
  const succeeded = /(\d+) succeeded/.exec(stdout)?.[1];
  if (succeeded !== String(requests)) throw new Error(`only ${succeeded} of ${requests} calls succeeded:\n${stdout}`);
  return Math.round(Number(rate)).toLocaleString('en');
}

console.log('method     1×1      10×10    10×100   100×10  requests/s');
await load('Empty', 10, 10);
for (const method of ['Empty', 'Put', 'PutLater']) {
  const rates: string[] = [];
  for (const [connections, streams] of [
    [1, 1],
    [10, 10],
    [10, 100],
    [100, 10],
  ] as const) {
    rates.push(await load(method, connections, streams));
  }
  console.log(`${method.padEnd(10)} ${rates.map((rate) => rate.padEnd(8)).join(' ')}`);
}
const failed = grpc
  .metrics()
  .methods.flatMap(({ handled }) => Object.keys(handled))
  .filter((code) => code !== 'OK');
if (failed.length > 0) throw new Error(`calls ended with ${failed.join(', ')}`);
grpc.close();
await listener.shutdown(0);
rmSync(folder, { recursive: true });
