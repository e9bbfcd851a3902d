import { ConfState } from '@quorate/protocol';
import { describe, expect, it } from 'vitest';
import { decodeConfState, encodeConfState } from './conf-state-json.ts';

describe('a configuration as JSON', () => {
  it('keeps all 64 bits and leaves out what is empty, as Go does', () => {
    const state = ConfState.create({ voters: [0xffff_ffff_ffff_fff0n, 2n], learners: [3n] });
    const text = '{"voters":[18446744073709551600,2],"learners":[3],"auto_leave":false}';
    expect(encodeConfState(state)).toBe(text);
    expect(decodeConfState(text)).toEqual(state);
  });

  it('keeps a joint configuration', () => {
    const state = ConfState.create({ voters: [1n], votersOutgoing: [2n], learnersNext: [2n], autoLeave: true });
    expect(decodeConfState(encodeConfState(state))).toEqual(state);
  });
});
