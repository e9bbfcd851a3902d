import { join } from 'node:path';
import type { Logger } from '@quorate/ports';
import type { EtcdUrl } from '../config/etcd-url.ts';
import type { ServerConfig, TransportSecurity } from '../config/server-config.ts';
import { ClientTls } from './client-tls.ts';
import { type KeyPairFiles, selfSignedFiles } from './self-signed.ts';
import { ServerTls } from './server-tls.ts';
import { TlsSetupError } from './tls-error.ts';
import type { TlsSources } from './tls-material.ts';

type TlsConfig = Pick<
  ServerConfig,
  | 'dataDir'
  | 'clientTls'
  | 'peerTls'
  | 'listenClientUrls'
  | 'listenPeerUrls'
  | 'selfSignedCertValidityYears'
  | 'cipherSuites'
  | 'tlsMinVersion'
  | 'tlsMaxVersion'
>;

/**
 * The TLS of the client listeners, or `undefined` when they have no certificate (their URLs are then plain HTTP). With `--auto-tls` a
 * certificate is made in the data directory when none is given. Throws a `TlsSetupError`.
 */
export function clientListenerTls(config: TlsConfig, log: Logger): ServerTls | undefined {
  const files = keyPairFiles(config, 'client', log);
  if (files === undefined) return undefined;
  return listenerTls(config, config.clientTls, files, ['h2', 'http/1.1'], log);
}

/** The same for the peer listeners (`--peer-auto-tls`). */
export function peerListenerTls(config: TlsConfig, log: Logger): ServerTls | undefined {
  const files = keyPairFiles(config, 'peer', log);
  if (files === undefined) return undefined;
  return listenerTls(config, config.peerTls, files, ['http/1.1'], log);
}

/** The TLS of connections to other members, or `undefined` when nothing of it is configured. */
export function peerDialerTls(config: TlsConfig, log: Logger): ClientTls | undefined {
  const { peerTls } = config;
  const files = keyPairFiles(config, 'peer', log);
  if (files === undefined && peerTls.trustedCaFile === '') return undefined;
  const own = { certFile: files?.certFile ?? '', keyFile: files?.keyFile ?? '' };
  const presented =
    peerTls.clientCertFile === '' ? own : { certFile: peerTls.clientCertFile, keyFile: peerTls.clientKeyFile };
  const trustAnyServer = isSelfSigned(peerTls) && peerTls.trustedCaFile === '';
  return new ClientTls(
    { sources: { ...bounds(config), ...presented, trustedCaFile: peerTls.trustedCaFile, crlFile: '' }, trustAnyServer },
    log,
  );
}

/** Throws a `TlsSetupError` when a URL asks for TLS that is not configured. */
export function requireTls(urls: readonly EtcdUrl[], tls: ServerTls | undefined): void {
  const secure = urls.find((url) => url.scheme === 'https' || url.scheme === 'unixs');
  if (secure !== undefined && tls === undefined) {
    throw new TlsSetupError(
      'files',
      `cannot listen on TLS for ${secure.host}:${secure.port}: KeyFile and CertFile are not presented`,
    );
  }
}

function isSelfSigned(tls: TransportSecurity): boolean {
  return tls.auto && tls.certFile === '' && tls.keyFile === '';
}

function keyPairFiles(config: TlsConfig, side: 'client' | 'peer', log: Logger): KeyPairFiles | undefined {
  const tls = side === 'client' ? config.clientTls : config.peerTls;
  if (tls.certFile !== '') return tls;
  if (!tls.auto) return undefined;
  const urls = side === 'client' ? config.listenClientUrls : config.listenPeerUrls;
  const folder = join(config.dataDir, 'fixtures', side);
  const hosts = urls.map((url) => url.host);
  const files = selfSignedFiles(folder, hosts, config.selfSignedCertValidityYears);
  if (files.isNew) log.info('created a self-signed certificate', { 'cert-file': files.certFile, hosts });
  return files;
}

function bounds(config: TlsConfig): Pick<TlsSources, 'cipherSuites' | 'minVersion' | 'maxVersion'> {
  return { cipherSuites: config.cipherSuites, minVersion: config.tlsMinVersion, maxVersion: config.tlsMaxVersion };
}

function listenerTls(
  config: TlsConfig,
  tls: TransportSecurity,
  files: KeyPairFiles,
  alpnProtocols: readonly string[],
  log: Logger,
): ServerTls {
  if (tls.allowedCommonNames.length > 0 && tls.allowedHostnames.length > 0) {
    throw new TlsSetupError(
      'files',
      `AllowedCN and AllowedHostname are mutually exclusive (cn=${JSON.stringify(tls.allowedCommonNames)}, hostname=${JSON.stringify(tls.allowedHostnames)})`,
    );
  }
  return new ServerTls(
    {
      sources: {
        ...bounds(config),
        certFile: files.certFile,
        keyFile: files.keyFile,
        trustedCaFile: tls.trustedCaFile,
        crlFile: tls.crlFile,
      },
      policy: {
        allowedCommonNames: tls.allowedCommonNames,
        allowedHostnames: tls.allowedHostnames,
        skipSanVerification: tls.skipClientSanVerification,
      },
      clientCertAuth: tls.clientCertAuth,
      alpnProtocols,
    },
    log,
  );
}
