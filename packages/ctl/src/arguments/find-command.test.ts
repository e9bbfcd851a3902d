import { describe, expect, it } from 'vitest';
import type { CommandSpec } from '../command-spec.ts';
import { findCommand } from './find-command.ts';
import { boolFlag, stringFlag } from './flag-spec.ts';

const load = async () => async () => {};
const root: CommandSpec = {
  name: 'tool',
  short: '',
  persistentFlags: [stringFlag('endpoints', '', ''), boolFlag('debug', '')],
  subcommands: [
    { name: 'get', short: '', flags: [boolFlag('prefix', '')], load },
    { name: 'member', short: '', subcommands: [{ name: 'list', short: '', load }] },
    {
      name: 'snapshot',
      short: '',
      subcommands: [{ name: 'restore', short: '', flags: [stringFlag('data-dir', '', '')], load }],
    },
  ],
};

const find = (line: string) => {
  const { path, typed, unknown } = findCommand(root, line.split(' '));
  return { path: path.map(({ name }) => name).join(' '), typed: typed.join(' '), unknown };
};

describe('findCommand', () => {
  it.each([
    ['get a', 'tool get', 'a'],
    ['--endpoints x --debug get a', 'tool get', '--endpoints x --debug a'],
    ['--prefix get a', 'tool get', '--prefix a'],
    ['mem l', 'tool member list', ''],
    ['member --debug list', 'tool member list', '--debug'],
    ['--data-dir=/d snapshot restore f', 'tool snapshot restore', '--data-dir=/d f'],
    ['--data-dir /d snapshot restore f', 'tool snapshot restore', '--data-dir /d f'],
    ['get -- list', 'tool get', '-- list'],
  ])('finds in `%s` the command `%s`', (line, path, typed) => {
    expect(find(line)).toEqual({ path, typed, unknown: undefined });
  });

  it('tells of a word that is no command', () => {
    expect(find('foo a')).toEqual({ path: 'tool', typed: 'foo a', unknown: 'foo' });
    expect(find('member foo').unknown).toBe('foo');
  });
});
