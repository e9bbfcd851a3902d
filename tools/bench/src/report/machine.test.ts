import { expect, it } from 'vitest';
import { describeMachine, doubtsAbout } from './machine.ts';

it('the machine is described, and what makes its figures doubtful is said', () => {
  const machine = describeMachine('/');
  expect(machine.processors).toBeGreaterThan(0);
  expect(machine.filesystem).not.toBe('');
  const quiet = { ...machine, filesystem: 'ext4', loadBefore: 0 };
  expect(doubtsAbout(quiet)).toEqual([]);
  expect(doubtsAbout({ ...quiet, filesystem: 'tmpfs' }).join()).toContain('--dir');
  expect(doubtsAbout({ ...quiet, loadBefore: 3 * machine.processors }).join()).toContain('busy');
});
