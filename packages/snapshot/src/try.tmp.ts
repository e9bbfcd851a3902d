import { NodeDisk } from '@quorate/node-ports';
import { databaseSnapshotStatus, restoreSnapshot } from './index.ts';

const disk = new NodeDisk();
const [, , path = '', out = ''] = process.argv;
console.log(await databaseSnapshotStatus(disk, path));
console.log(
  await restoreSnapshot({
    disk,
    snapshotPath: path,
    skipHashCheck: true,
    dataDirectory: out,
    name: 'm1',
    initialCluster: 'm1=http://127.0.0.1:27131,m2=http://127.0.0.1:27132',
    initialAdvertisePeerUrls: 'http://127.0.0.1:27131',
    initialClusterToken: 'tok',
    bumpRevision: 1000,
    markCompacted: true,
  }),
);
console.log(await databaseSnapshotStatus(disk, out + '/member/snap/db'));
