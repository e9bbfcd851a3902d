import { describe, expect, it } from 'vitest';
import { DerError, der, derObjectId, derTime, derUnsigned, readDer, tag } from './der.ts';

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

describe('DER', () => {
  it('writes lengths in the short and the long form', () => {
    expect(hex(der(tag.octetString, Buffer.alloc(127)).subarray(0, 2))).toBe('047f');
    expect(hex(der(tag.octetString, Buffer.alloc(128)).subarray(0, 3))).toBe('048180');
    expect(hex(der(tag.octetString, Buffer.alloc(256)).subarray(0, 4))).toBe('04820100');
  });

  it('writes numbers without a sign, as short as can be', () => {
    expect(hex(derUnsigned(Buffer.from([0, 0, 5])))).toBe('020105');
    expect(hex(derUnsigned(Buffer.from([0x80])))).toBe('02020080');
    expect(hex(derUnsigned(Buffer.from([0])))).toBe('020100');
  });

  // The identifier of RSA signatures is the usual example.
  it('writes object identifiers', () => {
    expect(hex(derObjectId('1.2.840.113549.1.1.11'))).toBe('06092a864886f70d01010b');
  });

  it('writes times with two digits of the year up to 2049', () => {
    expect(derTime(new Date('2049-12-31T23:59:59Z')).toString('latin1').slice(2)).toBe('491231235959Z');
    expect(derTime(new Date('2050-01-01T00:00:00Z')).toString('latin1').slice(2)).toBe('20500101000000Z');
  });

  it('is read back', () => {
    const long = Buffer.alloc(70_000, 7);
    const elements = readDer(Buffer.concat([der(tag.octetString, long), der(tag.integer, Buffer.from([1]))]));
    expect(elements.map((element) => [element.tag, element.content.length])).toEqual([
      [tag.octetString, 70_000],
      [tag.integer, 1],
    ]);
  });

  it.each(['04', '0405', '048501', '04ffffffff', '0484ffffffff00'])('%s is refused', (text) => {
    expect(() => readDer(Buffer.from(text, 'hex'))).toThrow(DerError);
  });
});
