import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A certificate authority and certificates for a server and a client, made by openssl in a folder of their own. */
export class Certificates implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'quorate-certificates-'));

  constructor() {
    const subject = (name: string) => ['-subj', `/CN=${name}`];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    this.#openssl('req', '-x509', ...key, '-keyout', 'ca.key', '-out', 'ca.crt', '-days', '2', ...subject('test-ca'));
    for (const name of ['server', 'client']) {
      this.#openssl('req', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, ...subject(`test-${name}`), [
        '-addext',
        'subjectAltName=IP:127.0.0.1,DNS:localhost',
      ]);
      const signing = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-copy_extensions', 'copy', '-days', '2'];
      this.#openssl('x509', '-req', '-in', `${name}.csr`, '-out', `${name}.crt`, ...signing);
    }
  }

  path(file: string): string {
    return join(this.folder, file);
  }

  read(file: string): Buffer {
    return readFileSync(this.path(file));
  }

  #openssl(...args: (string | string[])[]): void {
    execFileSync('openssl', args.flat(), { cwd: this.folder, stdio: 'pipe' });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true });
  }
}
