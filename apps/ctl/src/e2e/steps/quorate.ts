import { keySteps, leaseSteps, memberSteps } from './every-command.ts';
import { type Step, step } from './step.ts';

/** What our server is asked, and etcd beside it. Users and roles it does not have. */
export const quorateSteps: readonly Step[] = [
  ...keySteps('json'),
  ...leaseSteps('fields'),
  ...memberSteps('json'),
  ...['simple', 'fields'].flatMap(memberSteps),
  step('-w table member list'),
  step('-w table endpoint health'),
  step('put x1 v1'),
  step('put x2 v2'),
  step('get x --prefix --sort-by VALUE --order DESCEND'),
  step('get x --prefix --limit 1 -w fields'),
  step('get x1 --rev 100000'),
  step('put a b --lease 1234'),
  step('put unknown --ignore-value'),
  step('watch x --prefix --rev 2 --prev-kv', { options: { interruptWhen: /x2\nv2/ } }),
  step('-w json watch x --prefix --rev 2', { options: { interruptWhen: /djI=/ } }),
  step('compaction 5'),
  step('compaction 100000'),
  step('get x1 --rev 2'),
  step('watch x --rev 1'),
  step('-w json watch x --rev 1'),
  step('lock l -- printenv ETCD_LOCK_KEY'),
  step('elect e me', { options: { interruptWhen: /me\n/ } }),
  step('member update 1234 --peer-urls http://127.0.0.1:1'),
  step('member remove 1234'),
  step('member promote 1234'),
  step('move-leader 1234'),
  step('alarm disarm'),
  step('auth status'),
];
