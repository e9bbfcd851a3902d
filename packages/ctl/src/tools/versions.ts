/** The version of etcd's tools that ours do the same as. */
export const etcdVersion = '3.7.1';
export const etcdApiVersion = '3.7';
