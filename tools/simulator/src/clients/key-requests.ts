import type { Guard, KeyValueOperation, KeyValueResponse, Step, Version } from '@quorate/linearizability';
import type { Member } from '@quorate/member';
import type { OperationResult } from '@quorate/mvcc-store';
import {
  Compare,
  CompareResult,
  CompareTarget,
  DeleteRangeRequest,
  KeyValue,
  PutRequest,
  RangeRequest,
  type RequestOp,
  TxnRequest,
} from '@quorate/protocol';

export const utf8 = (text: string): Uint8Array => Buffer.from(text);

/** A response that tells everything. */
export interface FullResponse extends KeyValueResponse {
  readonly before: readonly (Version | undefined)[];
}

/** An answer with the revision it is of. */
export interface KeyAnswer {
  readonly revision: number;
  readonly response: FullResponse;
}

/** Whether an operation can change nothing. */
export function isReadOnly({ success, failure }: KeyValueOperation): boolean {
  return [...success, ...failure].every(({ kind }) => kind === 'get');
}

/** Carries out an operation at a member, as its gRPC service does: alone as the plain request, otherwise as a txn. */
export async function carryOut(
  member: Member,
  operation: KeyValueOperation,
  serializable: boolean,
): Promise<KeyAnswer> {
  const { guards, success } = operation;
  const [only] = success;
  if (guards.length === 0 && success.length === 1 && only) return plain(member, only, serializable);
  const request = txnOf(operation);
  if (isReadOnly(operation)) {
    if (!serializable) await member.linearizableBarrier();
    const result = member.state.store.txn(request);
    return { revision: result.revision, response: responseOf(result.succeeded, result.responses) };
  }
  const result = await member.propose('txn', request, TxnRequest.encode(request));
  return { revision: result.revision, response: responseOf(result.succeeded, result.responses) };
}

async function plain(member: Member, step: Step, serializable: boolean): Promise<KeyAnswer> {
  if (step.kind === 'get') {
    if (!serializable) await member.linearizableBarrier();
    const result = member.state.store.range(rangeOf(step.key));
    return answer(result.revision, { case: 'range', value: result });
  }
  if (step.kind === 'put') {
    const request = putOf(step.key, step.value);
    const result = await member.propose('put', request, PutRequest.encode(request));
    return answer(result.revision, { case: 'put', value: result });
  }
  const request = deleteOf(step.key);
  const result = await member.propose('deleteRange', request, DeleteRangeRequest.encode(request));
  return answer(result.revision, { case: 'deleteRange', value: result });
}

function answer(revision: number, result: OperationResult): KeyAnswer {
  return { revision, response: responseOf(true, [result]) };
}

const rangeOf = (key: string) => RangeRequest.create({ key: utf8(key) });
const putOf = (key: string, value: string) => PutRequest.create({ key: utf8(key), value: utf8(value), prevKv: true });
const deleteOf = (key: string) => DeleteRangeRequest.create({ key: utf8(key), prevKv: true });

function txnOf({ guards, success, failure }: KeyValueOperation): TxnRequest {
  return TxnRequest.create({
    compare: guards.map(compareOf),
    success: success.map(stepOf),
    failure: failure.map(stepOf),
  });
}

const relations = {
  '=': CompareResult.Equal,
  '!=': CompareResult.NotEqual,
  '<': CompareResult.Less,
  '>': CompareResult.Greater,
} as const;

function compareOf(guard: Guard): Compare {
  const common = { result: relations[guard.relation ?? '='], key: utf8(guard.key) };
  return 'version' in guard
    ? Compare.create({
        ...common,
        target: CompareTarget.Version,
        targetUnion: { case: 'version', value: guard.version },
      })
    : Compare.create({
        ...common,
        target: CompareTarget.Value,
        targetUnion: { case: 'value', value: utf8(guard.value) },
      });
}

function stepOf(step: Step): RequestOp {
  if (step.kind === 'get') return { request: { case: 'requestRange', value: rangeOf(step.key) } };
  if (step.kind === 'put') return { request: { case: 'requestPut', value: putOf(step.key, step.value) } };
  return { request: { case: 'requestDeleteRange', value: deleteOf(step.key) } };
}

function responseOf(succeeded: boolean, results: readonly OperationResult[]): FullResponse {
  return { succeeded, before: results.map(beforeOf) };
}

function beforeOf(result: OperationResult): Version | undefined {
  switch (result.case) {
    case 'range':
      return versionOf(result.value.kvs[0]);
    case 'put':
      return versionOf(result.value.prevKv);
    case 'deleteRange':
      return versionOf(result.value.prevKvs[0]);
    case 'txn':
      throw new Error('no client nests transactions');
  }
}

function versionOf(encoded: Uint8Array | undefined): Version | undefined {
  if (encoded === undefined) return undefined;
  const { value, version } = KeyValue.decode(encoded);
  return { value: Buffer.from(value).toString(), version };
}
