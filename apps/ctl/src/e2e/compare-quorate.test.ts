import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bothDo } from './compare-step.ts';
import { alone, Ground } from './ground.ts';
import { quorateSteps } from './steps/quorate.ts';

let ground: Ground;

beforeAll(async () => {
  ground = await Ground.start((whose) => alone(whose === 'ours' ? 'quorate' : 'etcd'));
});

afterAll(() => ground[Symbol.asyncDispose]());

describe('our tool on our server, as etcdctl on etcd', () => {
  it.each(quorateSteps)('$name', async (step) => {
    const { etcd, ours } = await bothDo(ground, step);
    expect(ours).toEqual(etcd);
  });
});
