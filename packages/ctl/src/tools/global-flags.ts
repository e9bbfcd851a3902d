import { boolFlag, durationFlag, intFlag, stringFlag, stringsFlag } from '../arguments/flag-spec.ts';

/** Formats that help names; `yaml` is ours and works besides. */
const formats = ['fields', 'json', 'protobuf', 'simple', 'table'];

/** The flag that says how answers are written. */
export const writeOutFlag = stringFlag('write-out', 'simple', `set the output format (${formats.join(', ')})`, {
  shorthand: 'w',
  choices: [...formats, 'yaml'],
});

/** Flags of every command that talks to a cluster. */
export const clusterFlags = [
  stringFlag(
    'auth-jwt-token',
    '',
    'JWT token used for authentication (if this option is used, --user and --password should not be set)',
  ),
  stringFlag('cacert', '', 'verify certificates of TLS-enabled secure servers using this CA bundle'),
  stringFlag('cert', '', 'identify secure client using this TLS certificate file'),
  durationFlag('command-timeout', 5_000, 'timeout for short running command (excluding dial timeout)'),
  boolFlag('debug', 'enable client-side debug logging'),
  boolFlag('decode', 'show keys and values as text in JSON', { hidden: true }),
  durationFlag('dial-timeout', 2_000, 'dial timeout for client connections'),
  stringFlag('discovery-srv', '', 'domain name to query for SRV records describing cluster endpoints', {
    shorthand: 'd',
  }),
  stringFlag('discovery-srv-name', '', 'service name to query when using DNS discovery'),
  stringsFlag('endpoints', ['127.0.0.1:2379'], 'gRPC endpoints'),
  boolFlag('hex', 'print byte strings as hex encoded strings'),
  boolFlag('insecure-discovery', 'accept insecure SRV records describing cluster endpoints', { value: true }),
  boolFlag(
    'insecure-skip-tls-verify',
    'skip server certificate verification (CAUTION: this option should be enabled only for testing purposes)',
  ),
  boolFlag('insecure-transport', 'disable transport security for client connections', { value: true }),
  durationFlag('keepalive-time', 2_000, 'keepalive time for client connections'),
  durationFlag('keepalive-timeout', 6_000, 'keepalive timeout for client connections'),
  stringFlag('key', '', 'identify secure client using this TLS key file'),
  intFlag('max-recv-bytes', 0, 'client-side response receive limit in bytes (if 0, it defaults to "math.MaxInt32")'),
  intFlag(
    'max-request-bytes',
    0,
    'client-side request send limit in bytes (if 0, it defaults to 2.0 MiB (2 * 1024 * 1024).)',
  ),
  stringFlag(
    'password',
    '',
    "password for authentication (if this option is used, --user option shouldn't include password)",
  ),
  stringFlag('user', '', 'username[:password] for authentication (prompt if password is not supplied)'),
  writeOutFlag,
];
