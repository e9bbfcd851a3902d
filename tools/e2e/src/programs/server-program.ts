import { realEtcdProgram } from './real-etcd.ts';
import { inRepository } from './repository.ts';

/** Which server a test drives. */
export type ServerKind = 'quorate' | 'etcd';

/** The server under test: ours, or etcd 3.5 when `QUORATE_E2E_SERVER=etcd` checks the tests themselves. */
export function serverUnderTest(): ServerKind {
  return process.env.QUORATE_E2E_SERVER === 'etcd' ? 'etcd' : 'quorate';
}

/** The program that starts such a server. */
export function serverProgram(kind: ServerKind): string {
  return kind === 'etcd' ? realEtcdProgram('etcd', '3.5') : inRepository('bin/quorate');
}
