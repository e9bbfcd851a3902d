import { type Step, step } from './step.ts';

const requests = [
  'get a',
  'put a b',
  'del a',
  'compaction 1',
  'lease grant 10',
  'lease revoke 1',
  'alarm list',
  'defrag',
  'endpoint health',
  'endpoint status',
  '-w json endpoint status',
  '-w json endpoint health',
  'endpoint hashkv',
  'move-leader 1',
  'member list',
  'member add x --peer-urls http://127.0.0.1:1',
  'member remove 1',
  'auth enable',
  'auth status',
];

/** What is asked of an address where nobody listens. Where etcdctl waits for ever, ours ends in time; that is not compared. */
export const unreachable: readonly Step[] = [
  ...requests.map((line) => step(`--endpoints http://127.0.0.1:9 --command-timeout 1s ${line}`, { isBare: true })),
  step('--endpoints http://127.0.0.1:9 --dial-timeout 1s --user a:b get a', { isBare: true }),
  step('--endpoints http://127.0.0.1:9 snapshot save /nowhere/never.db', { isBare: true }),
  step("--endpoints '' get a", { isBare: true }),
  step('--endpoints https://127.0.0.1:9 --command-timeout 1s get a', { isBare: true }),
  step('--endpoints unix:///nowhere/socket --command-timeout 1s get a', { isBare: true }),
];
