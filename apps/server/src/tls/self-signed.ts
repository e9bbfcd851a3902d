import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createCertificate } from './certificate.ts';

/** Where a certificate and its key lie. */
export interface KeyPairFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/**
 * The certificate that a member makes for itself (`--auto-tls`, `--peer-auto-tls`), kept as `cert.pem` and `key.pem` in `folder`. An
 * existing one is used as it is, so that clients that trust it can go on. Throws the system's error.
 */
export function selfSignedFiles(
  folder: string,
  hosts: readonly string[],
  validityYears: number,
  now: Date = new Date(),
): KeyPairFiles & { readonly isNew: boolean } {
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  if (existsSync(files.certFile) && existsSync(files.keyFile)) return { ...files, isNew: false };
  const notAfter = new Date(now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + validityYears);
  const pair = createCertificate({
    organization: 'etcd',
    hosts: [...new Set(hosts.filter((host) => host !== ''))],
    notBefore: now,
    notAfter,
  });
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(files.keyFile, pair.key, { mode: 0o600 });
  writeFileSync(files.certFile, pair.certificate, { mode: 0o644 });
  return { ...files, isNew: true };
}
