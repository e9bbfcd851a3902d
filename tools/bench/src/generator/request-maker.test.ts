import { PutRequest, PutResponse, RangeRequest, RangeResponse, ResponseHeader } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { keyOf, value } from './keys.ts';
import { RandomNumbers } from './random-numbers.ts';
import { checkAnswer, RequestMaker } from './request-maker.ts';

const REQUESTS = 10_000;
const KEYS = 100_000;

function make(work: 'put-many' | 'mixed', seed: number) {
  const maker = new RequestMaker(work, KEYS, new RandomNumbers(seed));
  return Array.from({ length: REQUESTS }, () => maker.next());
}

describe('requests', () => {
  it('are whole messages with the key that they name', () => {
    for (const { method, framed, key } of make('mixed', 1).slice(0, 500)) {
      const message =
        method === 'put' ? PutRequest.decode(framed.subarray(5)) : RangeRequest.decode(framed.subarray(5));
      expect(Buffer.from(message.key).toString()).toBe(Buffer.from(keyOf(key)).toString());
      if ('value' in message) expect(message.value).toHaveLength(256);
    }
  });

  it('of the mixed load are reads four times out of five', () => {
    const reads = make('mixed', 7).filter(({ method }) => method === 'range').length;
    expect(reads / REQUESTS).toBeGreaterThan(0.78);
    expect(reads / REQUESTS).toBeLessThan(0.82);
  });

  it('spread evenly over the keys, the same way for the same seed', () => {
    const keys = make('put-many', 3).map(({ key }) => key);
    expect(keys).toEqual(make('put-many', 3).map(({ key }) => key));
    expect(keys).not.toEqual(make('put-many', 4).map(({ key }) => key));
    for (let tenth = 0; tenth < 10; tenth++) {
      const share = keys.filter((key) => Math.floor((10 * key) / KEYS) === tenth).length / REQUESTS;
      expect(share).toBeGreaterThan(0.08);
      expect(share).toBeLessThan(0.12);
    }
  });
});

describe('an answer', () => {
  const kv = { key: keyOf(5), value, createRevision: 2, modRevision: 2, version: 1, lease: 0n };
  const answer = (...kvs: (typeof kv)[]) => RangeResponse.encode(RangeResponse.create({ kvs, count: kvs.length }));

  it('to a range holds the key and its value', () => {
    const request = { method: 'range', key: 5 } as const;
    expect(() => checkAnswer(request, answer(kv))).not.toThrow();
    expect(() => checkAnswer(request, answer())).toThrow('holds 0 keys');
    expect(() => checkAnswer(request, answer({ ...kv, key: keyOf(6) }))).toThrow('another value');
    expect(() => checkAnswer(request, answer({ ...kv, value: value.subarray(1) }))).toThrow('another value');
    expect(() => checkAnswer(request, answer(kv, kv))).toThrow('holds 2 keys');
  });

  it('to a put has a revision', () => {
    const answerAt = (revision: number) =>
      PutResponse.encode(PutResponse.create({ header: ResponseHeader.create({ revision }) }));
    expect(() => checkAnswer({ method: 'put', key: 0 }, answerAt(2))).not.toThrow();
    expect(() => checkAnswer({ method: 'put', key: 0 }, answerAt(0))).toThrow('no revision');
  });
});
