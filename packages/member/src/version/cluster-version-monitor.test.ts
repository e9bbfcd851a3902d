import { describe, expect, it } from 'vitest';
import { decideClusterVersion, decideDowngrade } from './cluster-version-monitor.ts';

describe('the cluster version', () => {
  it('is what the oldest member can do', () => {
    expect(decideClusterVersion(undefined, ['3.7.1'])).toBe('3.7.0');
    expect(decideClusterVersion(undefined, ['3.7.1', '3.5.30', '3.6.2'])).toBe('3.5.0');
  });

  it('starts at the least version while a member does not answer', () => {
    expect(decideClusterVersion(undefined, ['3.7.1', undefined])).toBe('3.0.0');
  });

  it('goes up once all members have, and never down', () => {
    expect(decideClusterVersion('3.0.0', ['3.7.1', undefined])).toBeUndefined();
    expect(decideClusterVersion('3.5.0', ['3.7.1', '3.6.0'])).toBe('3.6.0');
    expect(decideClusterVersion('3.7.0', ['3.7.1', '3.6.0'])).toBeUndefined();
    expect(decideClusterVersion('3.7.0', ['3.7.1'])).toBeUndefined();
  });
});

describe('the way to an older version', () => {
  it('lowers the cluster version first, and ends when every member has arrived', () => {
    expect(decideDowngrade('3.7.0', '3.6.0', ['3.7.1', '3.7.1'])).toBe('lower');
    expect(decideDowngrade('3.6.0', '3.6.0', ['3.7.1', '3.6.4'])).toBe('wait');
    expect(decideDowngrade('3.6.0', '3.6.0', ['3.6.4', undefined])).toBe('wait');
    expect(decideDowngrade('3.6.0', '3.6.0', ['3.6.4', '3.6.0'])).toBe('end');
    expect(decideDowngrade(undefined, '3.6.0', ['3.6.4'])).toBe('wait');
  });
});
