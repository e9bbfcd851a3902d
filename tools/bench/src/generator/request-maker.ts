import { PutRequest, PutResponse, RangeRequest, RangeResponse, services } from '@quorate/protocol';
import type { GeneratedWork } from '../scenarios/scenario.ts';
import { frameMessage } from '../servers/etcd-call.ts';
import { MIXED_READ_SHARE } from './generator-task.ts';
import { keyOf, overwriteKey, theKey, value } from './keys.ts';
import type { RandomNumbers } from './random-numbers.ts';

const kv = services['etcdserverpb.KV'];

/** A request to send. */
export interface MadeRequest {
  readonly method: 'put' | 'range';
  /** With the prefix of a gRPC message. */
  readonly framed: Uint8Array;
  /** Number of its key. */
  readonly key: number;
}

/** The paths of the methods that are called. */
export const methodPaths = { put: kv.Put.path, range: kv.Range.path } as const;

const put = template(frameMessage(PutRequest.encode(PutRequest.create({ key: theKey, value }))));
const range = template(frameMessage(RangeRequest.encode(RangeRequest.create({ key: theKey }))));

/** Makes the requests of one kind of work. Bodies are copies of a template with another key: encoding anew would cost more than it tells. */
export class RequestMaker {
  readonly #work: GeneratedWork;
  readonly #keys: number;
  readonly #random: RandomNumbers;

  constructor(work: GeneratedWork, keys: number, random: RandomNumbers) {
    this.#work = work;
    this.#keys = keys;
    this.#random = random;
  }

  next(): MadeRequest {
    switch (this.#work) {
      case 'put':
        return { method: 'put', framed: put.framed, key: 0 };
      case 'range-linearizable':
        return { method: 'range', framed: range.framed, key: 0 };
      case 'put-many':
        return withKey('put', put, this.#random.below(this.#keys));
      case 'mixed': {
        const reads = this.#random.below(1000) < MIXED_READ_SHARE * 1000;
        const key = this.#random.below(this.#keys);
        return reads ? withKey('range', range, key) : withKey('put', put, key);
      }
    }
  }
}

/** Throws unless `message` is the right answer: for a put its header, for a range the key asked for with the value written. */
export function checkAnswer(request: Pick<MadeRequest, 'method' | 'key'>, message: Uint8Array): void {
  if (request.method === 'put') {
    if (!((PutResponse.decode(message).header?.revision ?? 0) > 1))
      throw new Error('the answer to a put has no revision');
    return;
  }
  const { kvs, count } = RangeResponse.decode(message);
  const [found] = kvs;
  const right =
    count === 1 &&
    found !== undefined &&
    same(found.key, keyOf(request.key)) &&
    same(found.value, value) &&
    kvs.length === 1;
  if (!right) throw new Error(`the answer to a range of key ${request.key} holds ${count} keys or another value`);
}

interface Template {
  readonly framed: Uint8Array;
  readonly keyOffset: number;
}

function template(framed: Buffer): Template {
  return { framed, keyOffset: framed.indexOf(theKey) };
}

function withKey(method: MadeRequest['method'], { framed, keyOffset }: Template, key: number): MadeRequest {
  const copy = new Uint8Array(framed);
  overwriteKey(copy, keyOffset, key);
  return { method, framed: copy, key };
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
