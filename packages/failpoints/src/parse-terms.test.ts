import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTerms } from './parse-terms.ts';
import { TermError } from './term.ts';

describe('terms', () => {
  it.each([
    ['panic', [{ conditions: [], action: { kind: 'panic', text: '' } }]],
    ['panic("with a word")', [{ conditions: [], action: { kind: 'panic', text: 'with a word' } }]],
    ['sleep("10s")', [{ conditions: [], action: { kind: 'sleep', ms: 10_000 } }]],
    ['sleep("1m1.5s")', [{ conditions: [], action: { kind: 'sleep', ms: 61_500 } }]],
    ['sleep(100)', [{ conditions: [], action: { kind: 'sleep', ms: 100 } }]],
    ['return', [{ conditions: [], action: { kind: 'return', text: '' } }]],
    ['return()', [{ conditions: [], action: { kind: 'return', text: '' } }]],
    ['return(true)', [{ conditions: [], action: { kind: 'return', text: 'true' } }]],
    [String.raw`return("a \"b\" -> c")`, [{ conditions: [], action: { kind: 'return', text: 'a "b" -> c' } }]],
    ['off', [{ conditions: [], action: { kind: 'off' } }]],
    ['25.0%print', [{ conditions: [{ kind: 'share', share: 0.25 }], action: { kind: 'print', text: '' } }]],
    [
      '50%3*print -> 1*sleep(5)->panic\n',
      [
        {
          conditions: [
            { kind: 'share', share: 0.5 },
            { kind: 'times', left: 3 },
          ],
          action: { kind: 'print', text: '' },
        },
        { conditions: [{ kind: 'times', left: 1 }], action: { kind: 'sleep', ms: 5 } },
        { conditions: [], action: { kind: 'panic', text: '' } },
      ],
    ],
  ])('reads %s', (text, terms) => {
    expect(parseTerms(text)).toEqual(terms);
  });

  it.each([
    '',
    'explode',
    'panic->',
    '->panic',
    'panic panic',
    'sleep',
    'sleep()',
    'sleep("soon")',
    'sleep(-1)',
    '101%panic',
    '1.5*panic',
    'return("open',
    'return(text)',
    String.raw`return("\q")`,
  ])('refuses %j and says why', (text) => {
    expect(() => parseTerms(text)).toThrow(TermError);
  });

  it('takes or refuses any text, and never fails otherwise', () => {
    const piece = fc.constantFrom(
      'panic',
      'sleep',
      '(',
      ')',
      '"',
      '->',
      '%',
      '*',
      '1',
      '2.5',
      ' ',
      'return',
      '\\',
      '10s',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        try {
          expect(parseTerms(pieces.join('')).length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(TermError);
        }
      }),
    );
  });
});
