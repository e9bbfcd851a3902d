import type { CallOptions, Client } from '@grpc/grpc-js';
import type { Guard, KeyValueOperation, KeyValueResponse, Step } from '@quorate/linearizability';
import {
  type Compare,
  CompareResult,
  CompareTarget,
  DeleteRangeRequest,
  DeleteRangeResponse,
  type KeyValue,
  PutRequest,
  PutResponse,
  RangeRequest,
  RangeResponse,
  type RequestOp,
  type ResponseOp,
  TxnRequest,
  TxnResponse,
} from '@quorate/protocol';
import { callUnary } from '../client/unary-call.ts';

const rangeMethod = { path: '/etcdserverpb.KV/Range', request: RangeRequest, response: RangeResponse };
const putMethod = { path: '/etcdserverpb.KV/Put', request: PutRequest, response: PutResponse };
const deleteMethod = {
  path: '/etcdserverpb.KV/DeleteRange',
  request: DeleteRangeRequest,
  response: DeleteRangeResponse,
};
const txnMethod = { path: '/etcdserverpb.KV/Txn', request: TxnRequest, response: TxnResponse };

/** An operation's answer, and the revision of the store when it was served. */
export interface Executed {
  readonly response: KeyValueResponse;
  readonly revision: number;
}

type Seen = NonNullable<KeyValueResponse['before']>[number];

/** Runs an operation of the checker's model on a member. Rejects with a gRPC `ServiceError`. */
export async function execute(channel: Client, operation: KeyValueOperation, options: CallOptions): Promise<Executed> {
  const { guards, success, failure } = operation;
  const [step] = success;
  if (guards.length === 0 && success.length === 1 && step) return executeStep(channel, step, options);
  const request = TxnRequest.create({
    compare: guards.map(compareOf),
    success: success.map(requestOf),
    failure: failure.map(requestOf),
  });
  const { succeeded, responses, header } = await callUnary(channel, txnMethod, request, options);
  return { response: { succeeded, before: responses.map(seenBy) }, revision: header?.revision ?? 0 };
}

async function executeStep(channel: Client, step: Step, options: CallOptions): Promise<Executed> {
  const answered = (seen: Seen, revision: number | undefined): Executed => ({
    response: { succeeded: true, before: [seen] },
    revision: revision ?? 0,
  });
  switch (step.kind) {
    case 'get': {
      const { kvs, header } = await callUnary(channel, rangeMethod, rangeOf(step.key), options);
      return answered(seen(kvs[0]), header?.revision);
    }
    case 'put': {
      const { prevKv, header } = await callUnary(channel, putMethod, putOf(step.key, step.value), options);
      return answered(seen(prevKv), header?.revision);
    }
    case 'delete': {
      const { prevKvs, header } = await callUnary(channel, deleteMethod, deleteOf(step.key), options);
      return answered(seen(prevKvs[0]), header?.revision);
    }
  }
}

const rangeOf = (key: string) => RangeRequest.create({ key: Buffer.from(key) });
const putOf = (key: string, value: string) =>
  PutRequest.create({ key: Buffer.from(key), value: Buffer.from(value), prevKv: true });
const deleteOf = (key: string) => DeleteRangeRequest.create({ key: Buffer.from(key), prevKv: true });

function compareOf(guard: Guard): Compare {
  const common = { key: Buffer.from(guard.key), rangeEnd: new Uint8Array(), result: CompareResult.Equal };
  return 'version' in guard
    ? { ...common, target: CompareTarget.Version, targetUnion: { case: 'version', value: guard.version } }
    : { ...common, target: CompareTarget.Value, targetUnion: { case: 'value', value: Buffer.from(guard.value) } };
}

function requestOf(step: Step): RequestOp {
  switch (step.kind) {
    case 'get':
      return { request: { case: 'requestRange', value: rangeOf(step.key) } };
    case 'put':
      return { request: { case: 'requestPut', value: putOf(step.key, step.value) } };
    case 'delete':
      return { request: { case: 'requestDeleteRange', value: deleteOf(step.key) } };
  }
}

function seenBy({ response }: ResponseOp): Seen {
  switch (response?.case) {
    case 'responseRange':
      return seen(response.value.kvs[0]);
    case 'responsePut':
      return seen(response.value.prevKv);
    case 'responseDeleteRange':
      return seen(response.value.prevKvs[0]);
    default:
      return 'untold';
  }
}

function seen(kv: KeyValue | undefined): Seen {
  return kv && { value: Buffer.from(kv.value).toString(), version: kv.version };
}
