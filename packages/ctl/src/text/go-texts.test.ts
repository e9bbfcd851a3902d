import { formatGoDuration, parseGoDuration } from '@quorate/go-duration';
import { describe, expect, it } from 'vitest';
import { goJson } from '../format/go-json.ts';
import { readable } from '../format/readable.ts';
import { drawTable } from '../format/table.ts';
import { goQuote } from './go-quote.ts';
import { humanBytes } from './humanize.ts';

describe('texts as Go writes them', () => {
  it.each([
    [0, '0s'],
    [0.00073, '730ns'],
    [0.0125, '12.5µs'],
    [2.25947, '2.25947ms'],
    [1_500, '1.5s'],
    [65_000, '1m5s'],
    [3_605_000, '1h0m5s'],
  ])('writes %d ms as %s, and reads it back', (milliseconds, text) => {
    expect(formatGoDuration(milliseconds)).toBe(text);
    expect(parseGoDuration(text)).toBeCloseTo(milliseconds, 9);
  });

  it('quotes what a terminal would not show', () => {
    expect(goQuote('a"\\\n\u00e9\u0000\u007f')).toBe('"a\\"\\\\\\n\u00e9\\x00\\x7f"');
    expect(goQuote(Uint8Array.of(0xff, 0x61, 0xe2, 0x82))).toBe('"\\xffa\\xe2\\x82"');
    expect(goQuote('\u200b\u{1f600}')).toBe('"\\u200b\u{1f600}"');
  });

  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [20_480, '20 kB'],
    [3_354_624, '3.4 MB'],
    [2_147_483_648, '2.1 GB'],
  ])('writes %d bytes as %s', (bytes, text) => {
    expect(humanBytes(bytes)).toBe(text);
  });

  it('writes JSON with base64, whole 64-bit numbers and escapes for HTML', () => {
    const value = {
      id: 18446744073709551615n,
      key: Buffer.from('foo'),
      text: '<&>\u2028',
      none: null,
      list: [true, 1],
    };
    expect(goJson(value)).toBe(
      '{"id":18446744073709551615,"key":"Zm9v","text":"\\u003c\\u0026\\u003e\\u2028","none":null,"list":[true,1]}',
    );
  });

  it('shows bytes as text where they are text, and says so where they are not', () => {
    expect(readable({ key: Buffer.from('é'), value: Uint8Array.of(0xff) })).toEqual({
      key: 'é',
      value: { base64: '/w==' },
    });
  });

  it('draws tables with the cells to the right', () => {
    expect(
      drawTable({
        headings: ['Id', 'Name'],
        rows: [
          ['1', 'longer'],
          ['23', ''],
        ],
      }),
    ).toEqual([
      '┌────┬────────┐',
      '│ ID │  NAME  │',
      '├────┼────────┤',
      '│  1 │ longer │',
      '│ 23 │        │',
      '└────┴────────┘',
    ]);
  });
});
