import { expect, it } from 'vitest';
import { readConfig } from '../config/read-config.ts';
import { startFields } from './start-fields.ts';

async function fieldsOf(words: readonly string[]) {
  const plan = await readConfig({ words, environment: {}, readFile: () => '', versionText: () => '' });
  if (plan.action !== 'serve') throw new Error('not served');
  return startFields(plan.config, false);
}

// Names and forms are those of the line that etcd prints.
it('the start is logged with the configuration in effect', async () => {
  expect(await fieldsOf(['--name=a', '--data-dir=/d', '--auto-compaction-retention=90m'])).toMatchObject({
    'etcd-version': '3.7.1',
    'member-initialized': false,
    name: 'a',
    'data-dir': '/d',
    'wal-dir-dedicated': '',
    'member-dir': '/d/member',
    'heartbeat-interval': '100ms',
    'election-timeout': '1s',
    'snapshot-count': 10_000,
    'snapshot-catchup-entries': 5_000,
    'listen-client-urls': ['http://localhost:2379'],
    cors: ['*'],
    'initial-cluster': 'a=http://localhost:2380',
    'quota-backend-bytes': 2_147_483_648,
    'auto-compaction-mode': 'periodic',
    'auto-compaction-retention': '1h30m0s',
    'downgrade-check-interval': '5s',
  });
  expect(await fieldsOf(['--auto-compaction-mode=revision', '--auto-compaction-retention=7'])).toMatchObject({
    'auto-compaction-mode': 'revision',
    'auto-compaction-retention': '7',
  });
  expect(await fieldsOf(['--quota-backend-bytes=-1'])).toMatchObject({ 'quota-backend-bytes': -1 });
});
