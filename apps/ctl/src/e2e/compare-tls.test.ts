import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bothDo } from './compare-step.ts';
import { alone, Ground } from './ground.ts';
import { Authority } from './harness.ts';
import { badTls } from './steps/bad-tls.ts';
import { everyCommand } from './steps/every-command.ts';

let ground: Ground;
let authority: Authority;
let stranger: Authority;

beforeAll(async () => {
  [authority, stranger] = [new Authority(), new Authority()];
  const certificates = authority.issue('server');
  const others = stranger.issue('stranger');
  ground = await Ground.start(() => alone('etcd', certificates), {
    CA: certificates.ca,
    CERT: certificates.cert,
    KEY: certificates.key,
    OTHERCA: others.ca,
    OTHERCERT: others.cert,
    OTHERKEY: others.key,
  });
});

afterAll(async () => {
  await ground[Symbol.asyncDispose]();
  authority[Symbol.dispose]();
  stranger[Symbol.dispose]();
});

describe('as etcdctl, over TLS with client certificates', () => {
  it.each(everyCommand('fields'))('$name', async (step) => {
    const { etcd, ours } = await bothDo(ground, step);
    expect(ours).toEqual(etcd);
  });
});

describe('as etcdctl, with TLS that does not fit', () => {
  it.concurrent.each(badTls)('$name', async (step) => {
    const { etcd, ours } = await bothDo(ground, step);
    expect(ours).toEqual(etcd);
  });
});
