import { describe, expect, it } from 'vitest';
import { RequestIdGenerator } from './request-id.ts';

describe('request ids', () => {
  it('hold the member, the start time and a counter', () => {
    const generator = new RequestIdGenerator(0x12_3456n, 0x789a);
    expect(generator.next()).toBe((0x3456n << 48n) | (0x789an << 8n) | 1n);
    expect(generator.next()).toBe((0x3456n << 48n) | (0x789an << 8n) | 2n);
  });

  it('run on into the time bits and never into the member', () => {
    const generator = new RequestIdGenerator(0xffffn, 2 ** 40 - 1);
    const ids = new Set(Array.from({ length: 1000 }, () => generator.next()));
    expect(ids.size).toBe(1000);
    for (const id of ids) expect(id >> 48n).toBe(0xffffn);
  });
});
