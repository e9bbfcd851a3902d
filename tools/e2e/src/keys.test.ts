import { describe, expect, it } from 'vitest';
import { Etcdctl } from './etcdctl/etcdctl.ts';
import { MemberProcess } from './process/member-process.ts';
import { failing, play, type Scenario, step } from './scenario/scenario.ts';

const ok = 'OK\n';

/** Puts three keys whose orders by key, value, revision and version all differ. Leaves the member at revision 5. */
const threeKeys = [step('put k1 v3', ok), step('put k3 v1', ok), step('put k2 v2', ok), step('put k1 v3', ok)];

const scenarios: readonly Scenario[] = [
  {
    name: 'a key that was put is read, overwritten and deleted',
    steps: [
      step('get k', ''),
      step('put k one', ok),
      step('get k', 'k\none\n'),
      step('put k two', ok),
      step('get k --print-value-only', 'two\n'),
      step('del k', '1\n'),
      step('get k', ''),
      step('del k', '0\n'),
    ],
  },
  {
    name: 'a value comes from standard input, may be empty and may be anything',
    steps: [
      step('put k', ok, 'from stdin\nwith lines'),
      step('get k', 'k\nfrom stdin\nwith lines\n'),
      step(['put', 'k', ''], ok),
      step('get k', 'k\n\n'),
      step(['put', 'schlüssel mit 空', 'wert ☃'], ok),
      step('get --prefix schl', 'schlüssel mit 空\nwert ☃\n'),
      step(['get', 'schl', '--prefix', '--hex', '--keys-only'], /^(\\x[0-9a-f]{2})+\n\n$/),
    ],
  },
  {
    name: 'ranges are by prefix, from a key, between keys, and of everything',
    steps: [
      ...threeKeys,
      step('put l v', ok),
      step('get --prefix k', 'k1\nv3\nk2\nv2\nk3\nv1\n'),
      step('get k1 k3', 'k1\nv3\nk2\nv2\n'),
      step('get --from-key k3', 'k3\nv1\nl\nv\n'),
      step(['get', '--prefix', '', '--keys-only'], 'k1\n\nk2\n\nk3\n\nl\n\n'),
      step('get k3 k1', ''),
    ],
  },
  {
    name: 'ranges are limited, and say that there is more',
    steps: [
      ...threeKeys,
      step('get --prefix k --limit 2', 'k1\nv3\nk2\nv2\n'),
      step(
        'get --prefix k --limit 1 -w fields',
        /"Key" : "k1"\n"CreateRevision" : 2\n"ModRevision" : 5\n"Version" : 2\n"Value" : "v3"\n"Lease" : 0\n"More" : true\n"Count" : 3\n$/,
      ),
    ],
  },
  {
    name: 'ranges are counted without their keys',
    only: '3.5',
    steps: [
      ...threeKeys,
      step(
        'get --prefix k --count-only -w fields',
        /^"ClusterID" : \d+\n"MemberID" : \d+\n"Revision" : 5\n"RaftTerm" : 2\n"More" : false\n"Count" : 3\n$/,
      ),
    ],
  },
  {
    name: 'ranges are sorted by every target, both ways',
    steps: [
      ...threeKeys,
      step('get --prefix k --keys-only --order DESCEND', 'k3\n\nk2\n\nk1\n\n'),
      step('get --prefix k --keys-only --sort-by KEY --order ASCEND', 'k1\n\nk2\n\nk3\n\n'),
      step('get --prefix k --keys-only --sort-by VALUE', 'k3\n\nk2\n\nk1\n\n'),
      step('get --prefix k --keys-only --sort-by CREATE', 'k1\n\nk3\n\nk2\n\n'),
      step('get --prefix k --keys-only --sort-by MODIFY --order DESCEND', 'k1\n\nk2\n\nk3\n\n'),
      step('get --prefix k --keys-only --sort-by VERSION --order DESCEND --limit 1', 'k1\n\n'),
    ],
  },
  {
    name: 'old revisions are read, future ones are not there',
    steps: [
      ...threeKeys,
      step('del k1', '1\n'),
      step('get --prefix k --rev 3', 'k1\nv3\nk3\nv1\n'),
      step('get --prefix k --rev 5 --keys-only', 'k1\n\nk2\n\nk3\n\n'),
      step('get k1', ''),
      failing('get k1 --rev 99', 'etcdserver: mvcc: required revision is a future revision'),
    ],
  },
  {
    name: 'serializable reads are answered by the member itself',
    steps: [...threeKeys, step('get --consistency s k2', 'k2\nv2\n')],
  },
  {
    name: 'puts and deletes give back what was there before',
    steps: [
      step('put k one', ok),
      step('put k two --prev-kv', 'OK\nk\none\n'),
      step('put k --ignore-value', ok),
      step('get k -w fields', /"Version" : 3\n"Value" : "two"/),
      step('del k --prev-kv', '1\nk\ntwo\n'),
      failing('put gone --ignore-value', 'etcdserver: key not found'),
    ],
  },
  {
    name: 'deletes are by prefix, from a key and between keys',
    steps: [
      ...threeKeys,
      step('put l1 v', ok),
      step('put l2 v', ok),
      step('del k1 k3', '2\n'),
      step('del --prefix k', '1\n'),
      step('del --from-key l2', '1\n'),
      step(['get', '--prefix', '', '--keys-only'], 'l1\n\n'),
      step(['del', '--prefix', ''], '1\n'),
    ],
  },
  {
    name: 'a transaction compares and takes one of two ways',
    steps: [
      step('put k one', ok),
      step('txn', 'SUCCESS\n\nOK\n\nk\ntwo\n', 'value("k") = "one"\n\nput k two\nget k\n\nput k three\n\n'),
      step('txn', 'FAILURE\n\nOK\n', 'value("k") = "one"\n\nput k two\n\nput k three\n\n'),
      step('get k', 'k\nthree\n'),
      step('txn', 'SUCCESS\n\n1\n\nOK\n', 'mod("k") > "0"\nver("k") = "3"\ncreate("k") < "3"\n\ndel k\nput j x\n\n\n'),
      step('txn', 'SUCCESS\n\nj\nx\n', 'create("k") = "0"\n\nget j\n\n\n'),
      failing('txn', 'etcdserver: duplicate key given in txn request', 1, '\nput k a\nput k b\n\n\n'),
    ],
  },
  {
    name: 'a transaction has one revision',
    steps: [
      step('txn', 'SUCCESS\n\nOK\n\nOK\n', '\nput a 1\nput b 2\n\n\n'),
      step('get a -w fields', /"CreateRevision" : 2\n"ModRevision" : 2/),
      step('get b -w fields', /"Revision" : 2\n[\s\S]*"CreateRevision" : 2\n"ModRevision" : 2/),
    ],
  },
  {
    name: 'a compaction forgets old revisions and keeps the living',
    steps: [
      ...threeKeys,
      step('compaction 4', 'compacted revision 4\n'),
      failing('get k1 --rev 3', 'etcdserver: mvcc: required revision has been compacted'),
      step('get --prefix k --rev 4', 'k1\nv3\nk2\nv2\nk3\nv1\n'),
      step('get --prefix k', 'k1\nv3\nk2\nv2\nk3\nv1\n'),
      failing('compaction 4', 'etcdserver: mvcc: required revision has been compacted'),
      failing('compaction 99', 'etcdserver: mvcc: required revision is a future revision'),
      step('compaction 5 --physical', 'compacted revision 5\n'),
    ],
  },
  {
    name: 'requests that cannot be are refused with etcd’s texts',
    steps: [
      failing(['put', '', 'v'], 'etcdserver: key is not provided'),
      failing('put k v --lease 1234', 'etcdserver: requested lease not found'),
      failing(['put', 'k', 'v'.repeat(100_000)], 'etcdserver: request is too large'),
    ],
  },
];

for (const release of ['3.5', '3.4'] as const) {
  describe(`keys, through etcdctl ${release}`, () => {
    for (const scenario of scenarios.filter(({ only }) => only === undefined || only === release)) {
      it(scenario.name, async () => {
        await using member = await MemberProcess.single({ flags: ['--max-request-bytes=65536'] });
        await play(scenario, new Etcdctl(release, [member.endpoint]));
        member.assertCleanLog();
        expect((await member.stop()).signal).toBe('SIGTERM');
      });
    }
  });
}
