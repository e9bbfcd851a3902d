import { describe, expect, it } from 'vitest';
import { featureStages, parseFeatureGates } from './feature-gates.ts';

describe('feature gates', () => {
  it('are at their defaults unless named', () => {
    const gates = parseFeatureGates('');
    expect(gates.FastLeaseKeepAlive).toBe(true);
    expect(gates.PriorityRequest).toBe(false);
    expect(parseFeatureGates('FastLeaseKeepAlive=false,PriorityRequest=true')).toEqual({
      ...gates,
      FastLeaseKeepAlive: false,
      PriorityRequest: true,
    });
  });

  it('open or close by stage, and a gate that is named itself wins', () => {
    const gates = parseFeatureGates('AllAlpha=true,AllBeta=false,SetMemberLocalAddr=false');
    expect(gates.CompactHashCheck).toBe(true);
    expect(gates.SetMemberLocalAddr).toBe(false);
    expect(gates.TxnModeWriteWithSharedBuffer).toBe(false);
  });

  it.each([
    ['Nope=true', 'unrecognized feature gate: Nope'],
    ['CompactHashCheck', 'missing bool value for CompactHashCheck'],
    ['CompactHashCheck=x', 'invalid value of CompactHashCheck=x'],
    ['LeaseCheckpointPersist=true', 'requires enabling feature gate LeaseCheckpoint'],
  ])('refuse %s', (text, message) => {
    expect(() => parseFeatureGates(text)).toThrow(message);
  });

  it('tell their stages for the metrics', () => {
    expect(featureStages()).toContainEqual({ name: 'PriorityRequest', stage: 'ALPHA' });
    expect(featureStages()).toHaveLength(9);
  });
});
