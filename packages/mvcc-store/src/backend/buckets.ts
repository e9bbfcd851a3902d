/** The top-level buckets of etcd's database. */
export const bucketNames = [
  'alarm',
  'auth',
  'authRoles',
  'authUsers',
  'cluster',
  'key',
  'lease',
  'members',
  'members_removed',
  'meta',
] as const;

export type BackendBucket = (typeof bucketNames)[number];
