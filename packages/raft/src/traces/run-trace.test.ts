import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { runTrace } from './run-trace.ts';
import { parseTrace } from './trace-file.ts';
import { findTraces } from './trace-folder.ts';

const shared = new URL('../../../../../shared/raft-traces/', import.meta.url).pathname;
const recorded = existsSync(shared) ? findTraces(shared) : [];
const own = findTraces(new URL('testdata/', import.meta.url).pathname);

describe('recorded traces', () => {
  it('are there, or the folder beside the repository is not', () => {
    expect(recorded.length > 0).toBe(existsSync(shared));
    if (recorded.length === 0)
      console.warn('no ../shared/raft-traces beside the repository: no recorded trace was replayed');
  });

  it.each(recorded.map((trace) => [trace.name, trace] as const))('%s comes out as recorded', (_, { kind, text }) => {
    expect(runTrace(kind, text)).toBeUndefined();
  });

  it.each(recorded.map((trace) => [trace.name, trace] as const))('%s is compared to its end', (_, { kind, text }) => {
    const cases = parseTrace(text);
    const last = cases.at(-1);
    const from = text.lastIndexOf('\n----\n') + '\n----\n'.length;
    expect(runTrace(kind, `${text.slice(0, from)}something else\n`)).toMatchObject({ line: last?.line });
  });
});

describe('our own traces', () => {
  it.each(own.map((trace) => [trace.name, trace] as const))('%s comes out the same', (_, { kind, text }) => {
    expect(runTrace(kind, text)).toBeUndefined();
  });
});

describe('a trace', () => {
  it('has comments, input, lists of values and output with empty lines', () => {
    const text = [
      '# why',
      'first 1 key=(a, b) flag=true',
      'input',
      '----',
      'out',
      '',
      'second',
      '----',
      '----',
      'one',
      '',
      'two',
      '----',
      '----',
    ].join('\n');
    expect(parseTrace(text)).toEqual([
      {
        line: 2,
        command: 'first',
        arguments: [
          { key: '1', values: [] },
          { key: 'key', values: ['a', 'b'] },
          { key: 'flag', values: ['true'] },
        ],
        input: 'input',
        expected: 'out',
      },
      { line: 7, command: 'second', arguments: [], input: '', expected: 'one\n\ntwo' },
    ]);
  });

  it('reports the line, what was expected and what came out', () => {
    expect(runTrace('quorum', 'vote cfg=(1) votes=(y)\n----\nVoteLost\n')).toEqual({
      line: 1,
      command: 'vote',
      expected: 'VoteLost',
      actual: 'VoteWon',
    });
  });

  it('reports commands that there are not, and errors, as output', () => {
    expect(runTrace('interaction', 'dance 1\n----\nok\n')?.actual).toBe('unknown command');
    expect(runTrace('interaction', 'add-nodes 1 voters=(1)\n----\nok\n')?.actual).toBe(
      'index must be specified as > 1 due to bootstrap',
    );
  });

  it('may cut output off and only let errors through', () => {
    const text =
      'log-level NONE\n----\nok\n\nadd-nodes 1 voters=(1) index=2\n----\nok\n\npropose 1 x\n----\nraft proposal dropped\n';
    expect(runTrace('interaction', text)).toBeUndefined();
  });
});
