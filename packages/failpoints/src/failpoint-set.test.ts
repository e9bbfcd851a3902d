import { SeededRandom, VirtualClock } from '@quorate/simulated-ports';
import { describe, expect, it } from 'vitest';
import { FailpointError, FailpointSet } from './failpoint-set.ts';
import { TermError } from './term.ts';

class Crash extends Error {}

function setUp() {
  const clock = new VirtualClock();
  const printed: string[] = [];
  const failpoints = new FailpointSet({
    clock,
    random: new SeededRandom(1),
    print: (line) => printed.push(line),
    crash: (message) => {
      throw new Crash(message);
    },
  });
  return { clock, printed, failpoints };
}

describe('failpoints', () => {
  it('let pass at once what is not set, or was cleared', () => {
    const { failpoints } = setUp();
    expect(failpoints.hit('walBeforeSync')).toBeUndefined();
    failpoints.set('walBeforeSync', 'panic');
    expect(failpoints.hit('walAfterSync')).toBeUndefined();
    failpoints.clear('walBeforeSync');
    expect(failpoints.hit('walBeforeSync')).toBeUndefined();
    expect(failpoints.termsOf('walBeforeSync')).toBeUndefined();
  });

  it('crash, naming the point', () => {
    const { failpoints } = setUp();
    failpoints.set('raftBeforeSave', 'panic("text")');
    expect(() => failpoints.hit('raftBeforeSave')).toThrow(new Crash('failpoint panic: {text} at raftBeforeSave'));
  });

  it('fail the path with the text', async () => {
    const { failpoints } = setUp();
    failpoints.set('defragOpenFileError', 'return("no file")');
    await expect(failpoints.hit('defragOpenFileError')).rejects.toThrow(new FailpointError('no file'));
    expect(failpoints.skips('raftDropHeartbeat')).toBe(false);
    failpoints.set('raftDropHeartbeat', 'return');
    expect(failpoints.skips('raftDropHeartbeat')).toBe(true);
  });

  it('hold one path for as long as they are told', async () => {
    const { clock, failpoints } = setUp();
    failpoints.set('beforeCommit', 'sleep("10s")');
    let passed = false;
    void failpoints.hit('beforeCommit')?.then(() => {
      passed = true;
    });
    await clock.advance(9_999);
    expect(passed).toBe(false);
    await clock.advance(1);
    expect(passed).toBe(true);
  });

  it('take the first term of a chain that may act, and count', () => {
    const { printed, failpoints } = setUp();
    failpoints.set('afterCommit', '2*print("first")->1*print("then")->off');
    for (let pass = 0; pass < 5; pass++) expect(failpoints.hit('afterCommit')).toBeUndefined();
    expect(printed.map((line) => /\{(.*)\}/.exec(line)?.[1])).toEqual(['first', 'first', 'then']);
    expect(failpoints.countOf('afterCommit')).toBe(5);
  });

  it('act in about the share of passes that they are told', () => {
    const { printed, failpoints } = setUp();
    failpoints.set('afterCommit', '25.0%print');
    for (let pass = 0; pass < 4000; pass++) failpoints.hit('afterCommit');
    expect(printed.length).toBeGreaterThan(800);
    expect(printed.length).toBeLessThan(1200);
    expect(failpoints.countOf('afterCommit')).toBe(printed.length);
  });

  it('are set from a list, all or none', () => {
    const { failpoints } = setUp();
    failpoints.setAll('beforeCommit=sleep(1); afterCommit=return("a;b=c");');
    expect(failpoints.termsOf('beforeCommit')).toBe('sleep(1)');
    expect(failpoints.termsOf('afterCommit')).toBe('return("a;b=c")');
    for (const list of ['walAfterSync=panic;nonsense=panic', 'walAfterSync=panic;walBeforeSync=x', 'walAfterSync']) {
      expect(() => failpoints.setAll(list)).toThrow(TermError);
      expect(failpoints.termsOf('walAfterSync')).toBeUndefined();
    }
  });
});
