import {
  type DeleteRangeResponse,
  type PutResponse,
  type RangeResponse,
  ResponseHeader,
  type ResponseOp,
} from '@quorate/protocol';
import { EtcdError } from '../errors/etcd-error.ts';
import type { DeleteResult, PutResult, RangeResult } from './kv-options.ts';
import type { Op } from './op.ts';
import type { TxnAnswer } from './txn.ts';

/** The header of an answer; etcd leaves it away in a few. */
export function headerOf(response: { readonly header: ResponseHeader | undefined }): ResponseHeader {
  return response.header ?? ResponseHeader.create();
}

export function rangeResult(response: RangeResponse, header = headerOf(response)): RangeResult {
  return { revision: header.revision, kvs: response.kvs, more: response.more, count: response.count, header };
}

export function putResult(response: PutResponse, header = headerOf(response)): PutResult {
  return { revision: header.revision, prevKv: response.prevKv, header };
}

export function deleteResult(response: DeleteRangeResponse, header = headerOf(response)): DeleteResult {
  return { revision: header.revision, deleted: response.deleted, prevKvs: response.prevKvs, header };
}

/** The answer to each step of a transaction. */
export function stepResults(steps: readonly Op[], responses: readonly ResponseOp[], header: ResponseHeader): unknown[] {
  if (responses.length !== steps.length) {
    throw malformed(`${responses.length} answers to the ${steps.length} steps of a transaction`);
  }
  return steps.map((step, index) => stepResult(step, responses[index]?.response, header));
}

/** The header stands for all steps: those inside a transaction carry only the revision. */
function stepResult(step: Op, response: ResponseOp['response'], header: ResponseHeader): unknown {
  if (response?.case === 'responseRange') {
    if (step.kind === 'get') return response.value.kvs[0];
    if (step.kind === 'range') return rangeResult(response.value, header);
  }
  if (response?.case === 'responsePut' && step.kind === 'put') return putResult(response.value, header);
  if (response?.case === 'responseDeleteRange' && step.kind === 'delete') return deleteResult(response.value, header);
  if (response?.case === 'responseTxn' && step.kind === 'txn') {
    const { succeeded, responses } = response.value;
    const steps = succeeded ? step.whenTrue : step.whenFalse;
    const answer: TxnAnswer = {
      revision: header.revision,
      header,
      succeeded,
      responses: stepResults(steps, responses, header),
    };
    return answer;
  }
  throw malformed(`${response?.case ?? 'nothing'} as the answer to a step of the kind ${step.kind}`);
}

function malformed(message: string): EtcdError {
  return new EtcdError('unknown', { message: `the server sent ${message}`, grpcCode: 13, mayHaveExecuted: true });
}
