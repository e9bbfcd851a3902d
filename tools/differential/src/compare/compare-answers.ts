import type { MethodDescriptor } from '@quorate/protocol';
import type { Answer } from '../servers/answer.ts';
import { type Difference, named, sameMessage } from './difference.ts';
import { isRefusalAlike, settleExceptions } from './exceptions.ts';

/** gRPC codes that say that a server is broken, not that a request is wrong: never equal, not even to themselves. */
const brokenCodes = new Set([-1, 4, 13, 14]);

/** The difference between two answers to a request, `undefined` when there is none but those in the table of exceptions. */
export function compareAnswers(
  method: MethodDescriptor,
  request: object,
  etcd: Answer,
  quorate: Answer,
): Difference | undefined {
  if (sameAnswer(method, request, etcd, quorate)) return undefined;
  return {
    request: named(method.request, request),
    etcd: readable(method, etcd),
    quorate: readable(method, quorate),
  };
}

function sameAnswer(method: MethodDescriptor, request: object, etcd: Answer, quorate: Answer): boolean {
  if (etcd.kind === 'error' && quorate.kind === 'error') {
    if (isRefusalAlike(method, etcd, quorate)) return true;
    return etcd.code === quorate.code && etcd.text === quorate.text && !brokenCodes.has(etcd.code);
  }
  if (etcd.kind === 'error' || quorate.kind === 'error') return false;
  for (const { message } of [etcd, quorate]) settleExceptions(method, request, message);
  return sameMessage(method.response, etcd.message, quorate.message);
}

function readable(method: MethodDescriptor, answer: Answer): unknown {
  return answer.kind === 'message' ? named(method.response, answer.message) : { error: answer.code, text: answer.text };
}
