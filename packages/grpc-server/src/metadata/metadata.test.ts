import { expect, test } from 'vitest';
import { Metadata } from './metadata.ts';

test('reserved fields are no metadata; names are found in any case', () => {
  const metadata = Metadata.fromHeaders([
    [':path', '/a/b'],
    ['content-type', 'application/grpc'],
    ['te', 'trailers'],
    ['grpc-timeout', '1S'],
    ['user-agent', 'test'],
    ['hasleader', 'true'],
    ['x-many', 'one'],
    ['x-many', 'two'],
  ]);
  expect(metadata.toHeaders()).toEqual([
    ['hasleader', 'true'],
    ['x-many', 'one'],
    ['x-many', 'two'],
  ]);
  expect(metadata.getText('HasLeader')).toBe('true');
  expect(metadata.getAll('x-many')).toEqual(['one', 'two']);
  expect(metadata.get('absent')).toBeUndefined();
});

test('bytes travel as base64, with or without padding, several in one field', () => {
  const metadata = Metadata.fromHeaders([['trace-bin', 'AAE=, AAEC,/w']]);
  expect(metadata.getAll('trace-bin')).toEqual([Uint8Array.of(0, 1), Uint8Array.of(0, 1, 2), Uint8Array.of(255)]);
  expect(metadata.toHeaders()).toEqual([
    ['trace-bin', 'AAE'],
    ['trace-bin', 'AAEC'],
    ['trace-bin', '/w'],
  ]);
});

test('what cannot travel is refused', () => {
  const metadata = new Metadata();
  expect(() => metadata.add('bad name', 'x')).toThrow(TypeError);
  expect(() => metadata.add('x', 'line\nbreak')).toThrow(TypeError);
  expect(() => metadata.add('x-bin', 'text')).toThrow(TypeError);
  expect(() => metadata.add('x', Uint8Array.of(1))).toThrow(TypeError);
});
