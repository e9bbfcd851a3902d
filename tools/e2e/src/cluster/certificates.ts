import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClientCertificates } from '../client/unary-call.ts';

/** A certificate with its key and the authority that signed it, as files. */
export interface CertificateFiles {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** An authority in a folder of its own, made with openssl. */
export class Authority implements Disposable {
  readonly #folder = mkdtempSync(join(tmpdir(), 'quorate-e2e-ca-'));
  readonly caFile = this.#path('ca.pem');
  #issued = 0;

  constructor() {
    const subject = ['-subj', '/CN=e2e authority', '-days', '30'];
    this.#openssl([
      'req',
      '-x509',
      '-newkey',
      'rsa:2048',
      '-nodes',
      ...subject,
      '-keyout',
      this.#path('ca.key'),
      '-out',
      this.caFile,
    ]);
  }

  /** A certificate for servers on 127.0.0.1 and for clients. */
  issue(commonName: string): CertificateFiles {
    const name = `${commonName}-${++this.#issued}`;
    const [key, request, cert] = [this.#path(`${name}.key`), this.#path(`${name}.csr`), this.#path(`${name}.pem`)];
    const extensions = this.#path(`${name}.ext`);
    writeFileSync(extensions, 'subjectAltName=IP:127.0.0.1,DNS:localhost\nextendedKeyUsage=serverAuth,clientAuth\n');
    this.#openssl([
      'req',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-subj',
      `/CN=${commonName}`,
      '-keyout',
      key,
      '-out',
      request,
    ]);
    const signedBy = ['-CA', this.caFile, '-CAkey', this.#path('ca.key'), '-set_serial', String(1000 + this.#issued)];
    this.#openssl(['x509', '-req', '-in', request, ...signedBy, '-days', '30', '-extfile', extensions, '-out', cert]);
    return { ca: this.caFile, cert, key };
  }

  [Symbol.dispose](): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  #openssl(words: readonly string[]): void {
    execFileSync('openssl', [...words], { stdio: 'pipe' });
  }
}

/** The same for a gRPC client. */
export function clientCertificates({ ca, cert, key }: CertificateFiles): ClientCertificates {
  const read = (path: string) => readFileSync(path, 'utf8');
  return { ca: read(ca), cert: read(cert), key: read(key) };
}

/** A member's flags for TLS with client certificates required, towards clients and towards the other members. */
export function tlsFlags({ ca, cert, key }: CertificateFiles): string[] {
  return ['', 'peer-'].flatMap((side) => [
    `--${side}cert-file=${cert}`,
    `--${side}key-file=${key}`,
    `--${side}trusted-ca-file=${ca}`,
    `--${side}client-cert-auth`,
  ]);
}

/** etcdctl's flags for the same. */
export function etcdctlFlags({ ca, cert, key }: CertificateFiles): string[] {
  return [`--cacert=${ca}`, `--cert=${cert}`, `--key=${key}`];
}
