import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { applyRequest } from './apply-request.ts';
import { askEtcd } from './ask-etcd.ts';
import { RealEtcd, realEtcdFolder } from './real-etcd.ts';
import { digest, recordedCount, recordedRequests } from './recorded.ts';
import { openTestStore } from './test-store.ts';

// Asks the real etcd what `differential.test.ts` holds our store to where etcd is not at hand. A request that etcd's API layer refuses, or
// whose faults it tells in another order than 3.7, is left out (`-`); our store's revision leads the generator, so it follows along.
const etcd = new RealEtcd(realEtcdFolder() as string, 27230);
await etcd.start();
const ours = await openTestStore();
const requests = recordedRequests();
const digests: string[] = [];
for (let count = 0; count < recordedCount; count++) {
  const request = requests.next(ours.store.revision);
  const theirs = await askEtcd(etcd, request);
  if (theirs.error?.includes('duplicate key')) {
    digests.push('-');
    continue;
  }
  const answer = (await applyRequest(ours, request)) as { error?: string };
  digests.push(request.kind === 'txn' && answer.error !== undefined ? '-' : digest(theirs));
}
await etcd.stop();
const lines = Array.from({ length: Math.ceil(digests.length / 12) }, (_, i) => digests.slice(i * 12, i * 12 + 12).join(' '));
writeFileSync(join(import.meta.dirname, 'etcd-3.5.30.txt'), `${lines.join('\n')}\n`);
process.exit(0);
