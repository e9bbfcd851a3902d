import { readFileSync } from 'node:fs';
import type { ClientOptions, Credentials, TlsOptions } from '@quorate/client/raw';
import type { Flags } from '../arguments/flags.ts';
import type { CommandContext } from '../command-context.ts';
import { badArguments, CtlError, exitCode } from '../ctl-error.ts';
import { readPassword } from '../prompt/read-password.ts';
import { systemReason } from '../text/system-reason.ts';
import { checkAuthorities, checkClientCertificate } from './check-certificates.ts';

/** Enough for every answer of etcd. */
const receiveBytesDefault = 2 ** 31 - 1;

/** The options of a client for the cluster that the global flags speak of. Asks for the password when `--user` has none. */
export async function clientSettings(context: CommandContext): Promise<ClientOptions> {
  const { flags } = context;
  const endpoints = await endpointsOf(flags);
  const tls = tlsOf(
    { cert: flags.string('cert'), key: flags.string('key'), cacert: flags.string('cacert') },
    {
      isRequired: !flags.bool('insecure-transport') || endpoints.some((endpoint) => /^(https|unixs):/.test(endpoint)),
      skipVerify: flags.bool('insecure-skip-tls-verify'),
    },
  );
  return {
    endpoints,
    tls,
    credentials: await credentialsOf(context),
    callTimeoutMs: flags.milliseconds('command-timeout'),
    keepaliveIntervalMs: Math.max(flags.milliseconds('keepalive-time'), keepaliveMsMin),
    keepaliveTimeoutMs: flags.milliseconds('keepalive-timeout'),
    sendBytesMax: flags.number('max-request-bytes') || undefined,
    receiveBytesMax: flags.number('max-recv-bytes') || receiveBytesDefault,
  };
}

/** etcd ends connections that are probed more often than every 5 s. */
const keepaliveMsMin = 10_000;

/** Where the cluster is: `--endpoints`, or what DNS says of `--discovery-srv`. */
export async function endpointsOf(flags: Flags): Promise<readonly string[]> {
  const domain = flags.string('discovery-srv');
  if (domain !== '') {
    const { discoverEndpoints } = await import('./discover-endpoints.ts');
    return discoverEndpoints(domain, flags.string('discovery-srv-name'), flags.bool('insecure-discovery'));
  }
  const endpoints = flags.strings('endpoints').filter((endpoint) => endpoint !== '');
  if (endpoints.length === 0) {
    throw new CtlError(
      exitCode.badConnection,
      'etcdclient: no available endpoints',
      'Name them with --endpoints host:port,….',
    );
  }
  return endpoints;
}

/** Files with certificates, by the names of the flags. Empty for none. */
export interface CertificateFiles {
  readonly cert: string;
  readonly key: string;
  readonly cacert: string;
}

/** TLS by certificate files; `undefined` when neither files nor endpoints ask for it. */
export function tlsOf(
  files: CertificateFiles,
  { isRequired, skipVerify }: { readonly isRequired: boolean; readonly skipVerify: boolean },
): TlsOptions | undefined {
  const { cert, key, cacert } = files;
  if ((cert === '') !== (key === '')) {
    throw badArguments(
      `KeyFile and CertFile must both be present[key: ${key}, cert: ${cert}]`,
      'Give --cert and --key together.',
    );
  }
  if (!isRequired && cert === '' && cacert === '') return undefined;
  const material = { ca: contentOf(cacert), cert: contentOf(cert), key: contentOf(key) };
  if (material.cert !== undefined && material.key !== undefined) checkClientCertificate(material.cert, material.key);
  if (material.ca !== undefined) checkAuthorities(material.ca, cacert);
  return { ...material, insecureSkipVerify: skipVerify };
}

function contentOf(path: string): Uint8Array | undefined {
  if (path === '') return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    throw badArguments(`open ${path}: ${systemReason(error)}`);
  }
}

async function credentialsOf(context: CommandContext): Promise<Credentials | undefined> {
  const { flags } = context;
  const token = flags.string('auth-jwt-token');
  if (token !== '') return { token };
  return credentialsFrom(context, flags.string('user'), flags.string('password'), 'Password: ');
}

/** Name and password, from `name:password` or a password of its own, or asked for. */
export async function credentialsFrom(
  { io }: CommandContext,
  user: string,
  password: string,
  prompt: string,
): Promise<Credentials | undefined> {
  if (user === '') return undefined;
  if (password !== '') return { username: user, password };
  const colon = user.indexOf(':');
  if (colon >= 0) return { username: user.slice(0, colon), password: user.slice(colon + 1) };
  return { username: user, password: await readPassword(io, prompt) };
}
