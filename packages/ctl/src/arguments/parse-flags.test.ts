import { describe, expect, it } from 'vitest';
import { boolFlag, durationFlag, intFlag, stringFlag, stringsFlag } from './flag-spec.ts';
import { FlagError, parseFlags } from './parse-flags.ts';

const specs = [
  boolFlag('prefix', ''),
  boolFlag('interactive', '', { shorthand: 'i' }),
  intFlag('limit', 0, ''),
  stringFlag('write-out', 'simple', '', { shorthand: 'w' }),
  stringsFlag('endpoints', ['a'], ''),
  durationFlag('timeout', 5_000, ''),
];

describe('parseFlags', () => {
  it('takes flags before, between and after arguments', () => {
    const { args, flags } = parseFlags(specs, ['--limit', '3', 'a', '--prefix', 'b', '-wjson']);
    expect(args).toEqual(['a', 'b']);
    expect([flags.number('limit'), flags.bool('prefix'), flags.string('write-out')]).toEqual([3, true, 'json']);
  });

  it('leaves everything after -- alone', () => {
    const { args, argsBeforeDash, flags } = parseFlags(specs, ['a', '--', '--prefix', '-x']);
    expect(args).toEqual(['a', '--prefix', '-x']);
    expect(argsBeforeDash).toBe(1);
    expect(flags.bool('prefix')).toBe(false);
  });

  it('gives a switch a value only after =', () => {
    const { args, flags } = parseFlags(specs, ['--prefix=false', '-i', 'false']);
    expect([flags.bool('prefix'), flags.bool('interactive')]).toEqual([false, true]);
    expect(args).toEqual(['false']);
  });

  it('adds lists together and reads durations and based integers', () => {
    const { flags } = parseFlags(specs, ['--endpoints=a,b', '--endpoints', 'c', '--timeout=1m1.5s', '--limit=0x10']);
    expect(flags.strings('endpoints')).toEqual(['a', 'b', 'c']);
    expect(flags.milliseconds('timeout')).toBe(61_500);
    expect(flags.number('limit')).toBe(16);
  });

  it.each([
    [['--nope'], 'unknown flag: --nope'],
    [['-x'], "unknown shorthand flag: 'x' in -x"],
    [['--limit'], 'flag needs an argument: --limit'],
    [['-iw'], "flag needs an argument: 'w' in -iw"],
    [['--=x'], 'bad flag syntax: --=x'],
    [['--limit', 'x'], 'invalid argument "x" for "--limit" flag: strconv.ParseInt: parsing "x": invalid syntax'],
    [['--timeout', 'x'], 'invalid argument "x" for "--timeout" flag: time: invalid duration "x"'],
  ])('says of %j: %s', (typed, message) => {
    expect(() => parseFlags(specs, typed)).toThrow(new FlagError(message));
  });
});
