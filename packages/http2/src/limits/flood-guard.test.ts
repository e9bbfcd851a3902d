import { expect, it } from 'vitest';
import { ErrorCode } from '../frame/error-code.ts';
import { ManualClock } from '../scripted/manual-clock.ts';
import { FloodError, FloodGuard } from './flood-guard.ts';

it('grants the burst, then what time earns', () => {
  const clock = new ManualClock();
  const guard = new FloodGuard('ping_flood', 3, 10, clock, 0);
  for (let count = 0; count < 3; count++) guard.take();
  expect(() => guard.take()).toThrow(FloodError);
  clock.advance(250);
  guard.take();
  guard.take();
  expect(() => guard.take()).toThrow(
    expect.objectContaining({ code: ErrorCode.EnhanceYourCalm, counter: 'ping_flood' }),
  );
});

it('never grants more than the burst for time', () => {
  const clock = new ManualClock();
  const guard = new FloodGuard('ping_flood', 3, 10, clock, 0);
  for (let count = 0; count < 3; count++) guard.take();
  clock.advance(1_000_000);
  for (let count = 0; count < 3; count++) guard.take();
  expect(() => guard.take()).toThrow(FloodError);
});

it('forgives with progress', () => {
  const guard = new FloodGuard('ping_flood', 3, 0, new ManualClock(), 0);
  for (let count = 0; count < 3; count++) guard.take();
  guard.progress();
  for (let count = 0; count < 3; count++) guard.take();
  expect(() => guard.take()).toThrow(FloodError);
});
