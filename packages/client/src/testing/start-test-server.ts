import type { StartMemberOptions } from '@quorate/server';
import { EtcdClient } from '../client.ts';
import type { ClientOptions } from '../connection/client-options.ts';

/** A member in the test's own process. */
export interface TestServer extends AsyncDisposable {
  /** Where it serves, `http://127.0.0.1:port`. */
  readonly endpoint: string;
  /** A client of it; the caller closes it. */
  client(options?: Omit<ClientOptions, 'endpoints'>): EtcdClient;
  /** Stops the member; what was in memory is gone. Disposing does the same. */
  stop(): Promise<void>;
}

/**
 * Starts a member in this process, on a free port and in memory unless told otherwise: what tests of services otherwise start a container
 * for. Needs `@quorate/server` to be installed beside this package.
 *
 * @example
 * ```ts
 * import { startTestServer } from '@quorate/client/testing';
 *
 * await using server = await startTestServer();
 * await using client = server.client();
 * await client.kv.put('a', '1');
 * ```
 */
export async function startTestServer(options: StartMemberOptions = {}): Promise<TestServer> {
  // Only here: a program that does not test needs no server beside its client.
  const { startMember } = await import('@quorate/server');
  const member = await startMember(options);
  return {
    endpoint: member.clientUrl,
    client: (clientOptions = {}) => new EtcdClient({ ...clientOptions, endpoints: [member.clientUrl] }),
    stop: () => member.stop(),
    [Symbol.asyncDispose]: () => member.stop(),
  };
}
