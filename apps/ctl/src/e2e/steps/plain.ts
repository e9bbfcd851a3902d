import { everyCommand } from './every-command.ts';
import { type Step, step } from './step.ts';

/** What a plain server is asked: every command for people and as JSON, and what goes over several steps. */
export const plainSteps: readonly Step[] = [
  ...['simple', 'json'].flatMap(everyCommand),
  step('put from-stdin', { options: { stdin: 'a\nb\n' } }),
  step('--prefix get from'),
  step('mem l'),
  step('put x1 v1'),
  step('put x2 v2'),
  step('role add r'),
  step('role grant-permission r read x --prefix'),
  step('watch x --prefix --rev 2 --prev-kv', { options: { interruptWhen: /x2\nv2/ } }),
  step('-w json watch x --prefix --rev 2', { options: { interruptWhen: /djI=/ } }),
  step('-w fields watch x --prefix --rev 2', { options: { interruptWhen: /"v2"/ } }),
  step('compaction 5'),
  step('watch x --rev 1'),
  step('-w json watch x --rev 1'),
  step('compaction 5'),
  step('get x1', { options: { env: { ETCDCTL_WRITE_OUT: 'json' } } }),
  step('user add root:pw'),
  step('auth enable'),
  step('get x1'),
  step('--user root:wrong get x1'),
  step('--user root:pw get x1'),
  step('--user root --password pw get x1'),
  step('--user root:pw auth status'),
  step('--user root:pw auth disable'),
  step('get x1'),
  step('user delete root'),
  step('role delete root'),
  step('role delete r'),
];
