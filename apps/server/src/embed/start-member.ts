import { createServer } from 'node:net';
import { SimulatedDisk } from '@quorate/simulated-ports';
import { serveMember } from '../compose/start-member.ts';
import { ConfigError } from '../config/config-error.ts';
import { readConfig } from '../config/read-config.ts';
import type { ServerConfig } from '../config/server-config.ts';
import { createLog, openLog, type RootLogger } from '../logging/root-logger.ts';
import { versionText } from '../version.ts';

export interface StartMemberOptions {
  /** Directory of the member's files; without it they are in memory, and gone with the member. */
  readonly dataDir?: string;
  /** Where clients reach it, `http://host:port`; a free port on loopback unless given. */
  readonly clientUrl?: string;
  /** Where other members reach it; a free port on loopback unless given. */
  readonly peerUrl?: string;
  /** Any other flag of the server by its name without dashes, e.g. `{ 'auto-compaction-retention': '1h' }`. */
  readonly flags?: Readonly<Record<string, string | number | boolean>>;
  /** `silent` unless given: an embedder has a log of its own. */
  readonly log?: 'silent' | 'stderr';
}

/** A member in this process. */
export interface EmbeddedMember extends AsyncDisposable {
  /** Where clients reach it. */
  readonly clientUrl: string;
  readonly peerUrl: string;
  /** Rejects when the member cannot go on: its disk failed, or it was removed from its cluster. Never resolves before `stop`. */
  readonly ended: Promise<void>;
  /** Hands leadership over, finishes what is in flight and closes everything. Disposing does the same. */
  stop(): Promise<void>;
}

/**
 * Starts a member in this process and resolves when it serves clients. Alone in its cluster unless `flags` say otherwise. Rejects with a
 * ConfigError when a flag is wrong, and with the system's error when an address is taken.
 *
 * @example
 * ```ts
 * await using member = await startMember();
 * console.log(member.clientUrl); // http://127.0.0.1:…
 * ```
 */
export async function startMember(options: StartMemberOptions = {}): Promise<EmbeddedMember> {
  const clientUrl = options.clientUrl ?? `http://127.0.0.1:${await freePort()}`;
  const peerUrl = options.peerUrl ?? `http://127.0.0.1:${await freePort()}`;
  const config = await configOf(options, clientUrl, peerUrl);
  const ended = Promise.withResolvers<void>();
  // Whoever does not look at it must not be ended by it.
  ended.promise.catch(() => {});
  const served = await serveMember(config, logOf(options, config), {
    ...(options.dataDir === undefined ? { disk: new SimulatedDisk() } : {}),
    onEnd: (end) =>
      ended.reject(end.kind === 'failed' ? end.error : new Error('the member was removed from the cluster')),
  });
  const stop = async () => {
    await served.stop();
    ended.resolve();
  };
  await Promise.race([served.ready, ended.promise]);
  return { clientUrl, peerUrl, ended: ended.promise, stop, [Symbol.asyncDispose]: stop };
}

function logOf({ log = 'silent' }: StartMemberOptions, config: ServerConfig): RootLogger {
  return log === 'silent' ? createLog(config.log, []) : openLog(config.log);
}

async function configOf(options: StartMemberOptions, clientUrl: string, peerUrl: string): Promise<ServerConfig> {
  const { name = 'default' } = options.flags ?? {};
  const flags = {
    'data-dir': options.dataDir ?? '/in-memory.etcd',
    'listen-client-urls': clientUrl,
    'advertise-client-urls': clientUrl,
    'listen-peer-urls': peerUrl,
    'initial-advertise-peer-urls': peerUrl,
    'initial-cluster': `${name}=${peerUrl}`,
    ...options.flags,
  };
  const plan = await readConfig({
    words: Object.entries(flags).map(([flag, value]) => `--${flag}=${value}`),
    environment: {},
    readFile: () => '',
    versionText,
  });
  if (plan.action === 'serve') return plan.config;
  throw new ConfigError('invalid', plan.action === 'refuse' ? plan.reason : plan.stderr.trim());
}

/** A port that nobody listens on at this moment. */
async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given to a listener on loopback');
  return address.port;
}
