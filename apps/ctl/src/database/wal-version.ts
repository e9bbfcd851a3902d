import { NodeDisk } from '@quorate/node-ports';
import { EntryType, InternalRaftRequest } from '@quorate/protocol';
import { hasWal, readWal } from '@quorate/wal';

/** The oldest etcd that understands everything in a log, as `X.Y`; `undefined` when there is no log. */
export async function walVersion(directory: string): Promise<string | undefined> {
  const disk = new NodeDisk();
  if ((await disk.kind(directory)) === undefined || !(await hasWal(disk, directory))) return undefined;
  const { entries } = await readWal({ disk, directory, from: { index: 0, term: 0 } });
  let newest = '3.5';
  for (const { type, data } of entries) {
    if (type !== EntryType.EntryNormal || data.length === 0) continue;
    const request = InternalRaftRequest.decode(data);
    // Clusters of 3.6 and later say which version they agree on.
    const agreed = /^\d+\.\d+/.exec(request.clusterVersionSet?.ver ?? '')?.[0];
    for (const version of [agreed, request.downgradeVersionTest && '3.6']) {
      if (version !== undefined && Number(version.split('.')[1]) > Number(newest.split('.')[1])) newest = version;
    }
  }
  return newest;
}
