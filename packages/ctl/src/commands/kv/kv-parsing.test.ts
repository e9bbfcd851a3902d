import { prefixEnd, prefix as prefixRange } from '@quorate/client/raw';
import { CompareResult, CompareTarget } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { argify } from './argify.ts';
import { parseCompare } from './parse-compare.ts';

describe('keys', () => {
  it('ends a prefix with the next one and leaves the prefix as it was', () => {
    const prefix = Buffer.from('pre');
    expect(prefixRange(prefix)).toEqual({ key: Buffer.from('pre'), rangeEnd: Uint8Array.from(Buffer.from('prf')) });
    expect(prefix.toString()).toBe('pre');
    expect(prefixEnd(Uint8Array.of(1, 0xff))).toEqual(Uint8Array.of(2));
    expect(prefixEnd(Uint8Array.of(0xff))).toEqual(Uint8Array.of(0));
  });

  it('takes lines apart as a shell would', () => {
    expect(argify(`put "a b" 'c "d"' e\\n "f\\"g"`)).toEqual(['put', 'a b', 'c "d"', 'e\\n', 'f"g']);
  });

  it('reads comparisons', () => {
    const { key, result, target, targetUnion } = parseCompare('mod("a b") > "7"');
    expect([Buffer.from(key).toString(), result, target]).toEqual(['a b', CompareResult.Greater, CompareTarget.Mod]);
    expect(targetUnion).toEqual({ case: 'modRevision', value: 7 });
    expect(parseCompare('lease("k") = "1d"').targetUnion).toEqual({ case: 'lease', value: 0x1dn });
  });

  it.each(['foo', 'mod("foo") > "x"', 'xx("foo") = "x"', 'mod("foo") ~ "0"'])('refuses %s', (line) => {
    expect(() => parseCompare(line)).toThrow(line);
  });
});
