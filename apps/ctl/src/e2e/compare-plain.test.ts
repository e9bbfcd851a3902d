import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOf37 } from './comparable.ts';
import { bothDo } from './compare-step.ts';
import { alone, Ground } from './ground.ts';
import { runTool } from './run-tool.ts';
import { membershipMistakes, mistakes } from './steps/mistakes.ts';
import { plainSteps } from './steps/plain.ts';
import { unreachable } from './steps/unreachable.ts';

let ground: Ground;

beforeAll(async () => {
  ground = await Ground.start(() => alone('etcd'));
});

afterAll(() => ground[Symbol.asyncDispose]());

/** Steps that change nothing are asked several at a time. */
const independent = [...mistakes, ...unreachable];

describe('as etcdctl, step by step', () => {
  it.each([...plainSteps, ...membershipMistakes])('$name', async (step) => {
    const { etcd, ours } = await bothDo(ground, step);
    expect(ours).toEqual(etcd);
  });
});

describe('as etcdctl, with mistakes and with nobody there', () => {
  it.concurrent.each(independent)('$name', async (step) => {
    const { etcd, ours } = await bothDo(ground, step);
    expect(ours).toEqual(etcd);
  });
});

describe('as etcdctl on the same server, byte for byte', () => {
  const questions = ['json', 'fields', 'protobuf', 'simple'].flatMap((format) =>
    ['get --prefix x', 'get nothing', 'member list', 'lease list', 'role list', 'user list', 'alarm list'].map(
      (question) => `-w ${format} ${question}`,
    ),
  );
  it.concurrent.each([...questions, '-w table member list', '--hex get --prefix x', '-w json role get r'])(
    '%s',
    async (line) => {
      const args = [...ground.place('ours').flags, ...line.split(' ')];
      const [etcd, ours] = [await runTool('etcd', 'etcdctl', args), await runTool('ours', 'etcdctl', args)];
      expect(ours.stdout.toString('latin1')).toBe(asOf37(etcd.stdout.toString('latin1')));
      expect(ours.code).toBe(etcd.code);
    },
  );
});
