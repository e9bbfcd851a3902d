import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bothDo } from './compare-step.ts';
import { alone, Ground } from './ground.ts';
import { runTool } from './run-tool.ts';
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

describe('what etcdctl 3.5 does not have, on our server', () => {
  const ask = async (line: string, stdin = ''): Promise<string> => {
    const words = [...ground.place('ours').flags, ...line.split(' ')];
    const result = await runTool('ours', 'quoratectl', words, { stdin });
    expect(result.code, result.stderr).toBe(0);
    return result.stdout.toString('latin1');
  };

  it.each(['simple', 'json', 'fields', 'protobuf', 'yaml'])('gets a range as a stream: %s', async (format) => {
    const puts = Array.from({ length: 50 }, (_, index) => `put stream/${index} v${index}`);
    if (format === 'simple') await ask('txn', `\n${puts.join('\n')}\n\n\n`);
    expect(await ask('get stream/ --prefix --count-only -w fields')).toContain('"Count" : 50\n');
    expect(await ask(`-w ${format} get stream/ --prefix --stream`)).toBe(
      await ask(`-w ${format} get stream/ --prefix`),
    );
  });

  it('shows keys and values as text', async () => {
    await ask('put decoded v');
    expect(await ask('-w json --decode get decoded')).toContain('"kvs":[{"key":"decoded",');
    expect(await ask('-w yaml get decoded')).toMatch(
      /^---\nheader:\n[\s\S]*kvs:\n {2}- key: decoded\n[\s\S]*value: v\n/,
    );
  });

  it('asks whether the cluster may go back a version', async () => {
    expect(await ask('downgrade validate 3.6')).toMatch(/^Downgrade validate success, cluster version 3\.7/);
  });
});
