import { describe, expect, it } from 'vitest';
import { etcdctl } from '../tools/etcdctl.ts';
import { candidates } from './complete.ts';

const texts = (...words: string[]) => candidates(etcdctl.root, words).map(({ text }) => text);

describe('candidates', () => {
  it('offers commands, then their flags, then values', () => {
    expect(texts('me')).toEqual(['member']);
    expect(texts('member', '')).toEqual(['add', 'remove', 'update', 'promote', 'list']);
    expect(texts('get', '--pre')).toEqual(['--prefix']);
    expect(texts('get', '-w', 'j')).toEqual(['json']);
    expect(texts('--endpoints', 'x', 'lease', 'keep')).toEqual(['keep-alive']);
    expect(texts('get', '--order=A')).toEqual(['--order=ASCEND']);
  });

  it('leaves files to the shell', () => {
    expect(texts('snapshot', 'save', 'ba')).toEqual([]);
    expect(texts('--cacert', '')).toEqual([]);
  });
});
