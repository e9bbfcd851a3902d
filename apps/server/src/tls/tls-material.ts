import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import type { TlsVersion } from '../config/server-config.ts';
import { opensslCiphers } from './cipher-suites.ts';
import { parseRevocationList, type RevokedSerials } from './revocation-list.ts';
import { TlsSetupError } from './tls-error.ts';

/** Which files TLS is made of, and its bounds. Empty paths mean "not given". */
export interface TlsSources {
  readonly certFile: string;
  readonly keyFile: string;
  readonly trustedCaFile: string;
  readonly crlFile: string;
  readonly cipherSuites: readonly string[];
  readonly minVersion: TlsVersion;
  readonly maxVersion: TlsVersion;
}

/** What was read from the files at one moment. */
export interface TlsMaterial {
  readonly context: SecureContextOptions;
  readonly revoked: RevokedSerials;
  /** Changes when any of the files does. */
  readonly fingerprint: string;
}

const versions = { 'TLS1.2': 'TLSv1.2', 'TLS1.3': 'TLSv1.3' } as const;

/** Reads and checks the files. Throws a `TlsSetupError` that names the file. */
export function loadTlsMaterial(sources: TlsSources): TlsMaterial {
  const fingerprint = createHash('sha256');
  const read = (path: string): Buffer | undefined => {
    if (path === '') return undefined;
    const bytes = readOrExplain(path);
    fingerprint.update(path).update(bytes);
    return bytes;
  };
  const cert = read(sources.certFile);
  const key = read(sources.keyFile);
  if ((cert === undefined) !== (key === undefined)) {
    throw new TlsSetupError(
      'files',
      `KeyFile and CertFile must both be present[key: ${sources.keyFile}, cert: ${sources.certFile}]`,
    );
  }
  const ca = read(sources.trustedCaFile);
  const crl = read(sources.crlFile);
  const ciphers = opensslCiphers(sources.cipherSuites);
  const context: SecureContextOptions = {
    minVersion: versions[sources.minVersion],
    maxVersion: versions[sources.maxVersion],
    ...(cert !== undefined && key !== undefined && { cert, key }),
    ...(ca !== undefined && { ca }),
    ...(ciphers !== undefined && { ciphers, honorCipherOrder: true }),
  };
  checkContext(context, sources);
  const revoked = crl === undefined ? new Set<string>() : parseRevocationList(crl, sources.crlFile);
  return { context, revoked, fingerprint: fingerprint.digest('hex') };
}

function readOrExplain(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new TlsSetupError('files', `open ${path}: ${missing ? 'no such file or directory' : String(error)}`, {
      cause: error,
    });
  }
}

/** A key that does not fit its certificate is found now and not at the first handshake. */
function checkContext(context: SecureContextOptions, sources: TlsSources): void {
  try {
    createSecureContext(context);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const files = [sources.certFile, sources.keyFile, sources.trustedCaFile].filter((path) => path !== '').join(', ');
    throw new TlsSetupError('files', `cannot use ${files}: ${reason}`, { cause: error });
  }
}
