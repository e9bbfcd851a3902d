import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectionOptions, connect, createServer, type Server } from 'node:tls';
import { silentLogger } from '@quorate/ports';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseEtcdUrls } from '../config/etcd-url.ts';
import type { TransportSecurity } from '../config/server-config.ts';
import { createCertificate, type KeyPair, nameOf, signatureAlgorithm, signElement, toPem } from './certificate.ts';
import { der, derTime, derUnsigned, tag } from './der.ts';
import { handshakeFailure, type ServerTls } from './server-tls.ts';
import { clientListenerTls, peerDialerTls, peerListenerTls, requireTls } from './tls-from-config.ts';

const notBefore = new Date(Date.now() - 3_600_000);
const notAfter = new Date(Date.now() + 3_600_000);

/** A certification authority of the test. */
class Authority {
  readonly #root = createCertificate({ commonName: 'test root', hosts: [], notBefore, notAfter, isAuthority: true });

  get certificate(): string {
    return this.#root.certificate;
  }

  issue(commonName: string, hosts: readonly string[]): KeyPair {
    const issuer = { commonName: 'test root', key: this.#root.privateKey };
    return createCertificate({ commonName, hosts, notBefore, notAfter, issuer });
  }

  /** A revocation list, version 2 (RFC 5280, section 5.1). */
  revoke(...pairs: readonly KeyPair[]): Buffer {
    const entries = pairs.map((pair) => {
      const serial = Buffer.from(new X509Certificate(pair.certificate).serialNumber, 'hex');
      return der(tag.sequence, derUnsigned(serial), derTime(notBefore));
    });
    const signed = der(
      tag.sequence,
      der(tag.integer, Buffer.from([1])),
      signatureAlgorithm(),
      nameOf(undefined, 'test root'),
      derTime(notBefore),
      derTime(notAfter),
      der(tag.sequence, ...entries),
    );
    return signElement(signed, this.#root.privateKey);
  }
}

let folder = '';
const open: { close(): void }[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quorate-tls-'));
  failures.length = 0;
});
afterEach(() => {
  for (const each of open.splice(0)) each.close();
  rmSync(folder, { recursive: true });
});

function write(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const nothing: TransportSecurity = {
  certFile: '',
  keyFile: '',
  clientCertFile: '',
  clientKeyFile: '',
  clientCertAuth: false,
  trustedCaFile: '',
  crlFile: '',
  allowedCommonNames: [],
  allowedHostnames: [],
  auto: false,
  skipClientSanVerification: false,
};

function configOf(tls: Partial<TransportSecurity>, more: Partial<Parameters<typeof clientListenerTls>[0]> = {}) {
  return {
    dataDir: folder,
    clientTls: { ...nothing, ...tls },
    peerTls: { ...nothing, ...tls },
    listenClientUrls: parseEtcdUrls('https://127.0.0.1:1,https://[::1]:1,https://localhost:1'),
    listenPeerUrls: parseEtcdUrls('https://127.0.0.1:2'),
    selfSignedCertValidityYears: 1,
    cipherSuites: [],
    tlsMinVersion: 'TLS1.2',
    tlsMaxVersion: 'TLS1.3',
    ...more,
  } as const;
}

function pairFiles(pair: KeyPair, name = 'server') {
  return { certFile: write(`${name}.pem`, pair.certificate), keyFile: write(`${name}-key.pem`, pair.key) };
}

let port = 23_000 + Math.floor(Math.random() * 400);

/** Why the servers of this test refused handshakes. */
const failures: string[] = [];

/** A server that greets clients it does not turn away. */
async function listen(tls: ServerTls): Promise<Server> {
  const server = createServer(tls.options(), async (socket) => {
    socket.on('error', () => {});
    const reason = await tls.verify(socket);
    socket.end(reason === undefined ? `hello over ${socket.alpnProtocol}` : `rejected: ${reason}`);
  });
  const unfollow = tls.follow(server);
  server.on('tlsClientError', (error, socket) => failures.push(handshakeFailure(error, socket)));
  await new Promise<void>((resolve, reject) => {
    const attempt = (): void => {
      port = port < 23_499 ? port + 1 : 23_000;
      server.listen(port, '127.0.0.1');
    };
    server.on('error', (error) => ('code' in error && error.code === 'EADDRINUSE' ? attempt() : reject(error)));
    server.once('listening', resolve);
    attempt();
  });
  open.push({
    close() {
      unfollow();
      tls.close();
      server.close();
    },
  });
  return server;
}

/** What a client reads, or the code of its error. */
function dial(options: ConnectionOptions): Promise<{ said: string; resumed: boolean }> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, ...options });
    let said = '';
    let resumed = false;
    socket.on('secureConnect', () => {
      resumed = socket.isSessionReused();
    });
    socket.on('data', (chunk) => {
      said += chunk;
    });
    socket.on('error', (error) => {
      said += 'code' in error ? error.code : error.message;
    });
    socket.on('close', () => resolve({ said, resumed }));
  });
}

describe('a listener with certificates', () => {
  it('speaks TLS 1.2 and 1.3 and picks HTTP/2 where offered', async () => {
    const authority = new Authority();
    const tls = clientListenerTls(configOf(pairFiles(authority.issue('server', ['127.0.0.1']))), silentLogger);
    if (tls === undefined) throw new Error('no TLS');
    await listen(tls);
    const ca = authority.certificate;
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const { said } = await dial({ ca, minVersion: version, maxVersion: version, ALPNProtocols: ['h2'] });
      expect(said).toBe('hello over h2');
    }
    expect((await dial({ ca, ALPNProtocols: ['http/1.1'] })).said).toBe('hello over http/1.1');
    expect((await dial({})).said).toMatch(/UNABLE_TO|SELF_SIGNED/);
  });

  it('keeps to its versions and cipher suites', async () => {
    const authority = new Authority();
    const files = pairFiles(authority.issue('server', ['127.0.0.1']));
    const cipherSuites = ['TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384'];
    const tls = clientListenerTls(configOf(files, { cipherSuites }), silentLogger);
    if (tls === undefined) throw new Error('no TLS');
    await listen(tls);
    const ca = authority.certificate;
    expect((await dial({ ca, maxVersion: 'TLSv1.2', ALPNProtocols: ['h2'] })).said).toBe('hello over h2');
    expect((await dial({ ca, minVersion: 'TLSv1.3', ALPNProtocols: ['h2'] })).said).toBe('hello over h2');
    const other = await dial({ ca, maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-GCM-SHA256' });
    expect(other.said).toMatch(/HANDSHAKE_FAILURE|ECONNRESET/);

    const strict = clientListenerTls(configOf(files, { tlsMinVersion: 'TLS1.3' }), silentLogger);
    if (strict === undefined) throw new Error('no TLS');
    await listen(strict);
    expect((await dial({ ca, maxVersion: 'TLSv1.2' })).said).toMatch(/PROTOCOL_VERSION|ECONNRESET/);
  });

  it('refuses what cannot be, naming the file', () => {
    const authority = new Authority();
    const one = pairFiles(authority.issue('one', []), 'one');
    const two = pairFiles(authority.issue('two', []), 'two');
    const attempt =
      (tls: Partial<TransportSecurity>, more = {}) =>
      () =>
        clientListenerTls(configOf(tls, more), silentLogger);
    expect(attempt({ ...one, keyFile: two.keyFile })).toThrow(`cannot use ${one.certFile}, ${two.keyFile}`);
    expect(attempt({ ...one, keyFile: '' })).toThrow('KeyFile and CertFile must both be present');
    expect(attempt({ ...one, certFile: '/nowhere.pem' })).toThrow('open /nowhere.pem: no such file or directory');
    expect(attempt({ ...one, crlFile: write('crl', 'nonsense') })).toThrow('is no certificate revocation list');
    expect(attempt(one, { cipherSuites: ['foo'] })).toThrow('unexpected TLS cipher suite "foo"');
    expect(attempt({ ...one, allowedCommonNames: ['a'], allowedHostnames: ['b'] })).toThrow('mutually exclusive');
    expect(() => requireTls(parseEtcdUrls('https://127.0.0.1:1'), undefined)).toThrow(
      'cannot listen on TLS for 127.0.0.1:1: KeyFile and CertFile are not presented',
    );
    expect(clientListenerTls(configOf({}), silentLogger)).toBeUndefined();
  });
});

describe('client certificates', () => {
  const greeting = 'hello over h2';

  async function strictListener(policy: Partial<TransportSecurity>) {
    const authority = new Authority();
    const ca = write('ca.pem', authority.certificate);
    const files = pairFiles(authority.issue('server', ['127.0.0.1']));
    const tls = clientListenerTls(configOf({ ...files, trustedCaFile: ca, ...policy }), silentLogger);
    if (tls === undefined) throw new Error('no TLS');
    await listen(tls);
    const call = async (pair?: KeyPair) =>
      (
        await dial({
          ca: authority.certificate,
          ALPNProtocols: ['h2'],
          ...(pair && { cert: pair.certificate, key: pair.key }),
        })
      ).said;
    return { authority, tls, call };
  }

  it('are required and must be signed by the trusted CA', async () => {
    const { authority, call } = await strictListener({ clientCertAuth: true });
    expect(await call(authority.issue('client', []))).toBe(greeting);
    // What a refused client sees depends on how far it had come; the server knows why.
    expect(await call()).not.toContain('hello');
    expect(await call(new Authority().issue('client', []))).not.toContain('hello');
    expect(failures).toEqual([
      'tls: ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE',
      'tls: failed to verify certificate: CERT_SIGNATURE_FAILURE',
    ]);
  });

  it('must carry an allowed host name, in a subject alternative name', async () => {
    const { authority, call } = await strictListener({
      allowedCommonNames: [],
      allowedHostnames: ['etcd.example.com'],
    });
    expect(await call(authority.issue('client', ['etcd.example.com', '127.0.0.1']))).toBe(greeting);
    expect(await call(authority.issue('etcd.example.com', ['127.0.0.1']))).toContain('none of the allowed host names');
  });

  it('must have an allowed common name', async () => {
    const authority = new Authority();
    const files = pairFiles(authority.issue('server', ['127.0.0.1']));
    const trustedCaFile = write('ca.pem', authority.certificate);
    const tls = peerListenerTls(
      configOf({ ...files, trustedCaFile, allowedCommonNames: ['alice', 'bob'] }),
      silentLogger,
    );
    if (tls === undefined) throw new Error('no TLS');
    await listen(tls);
    for (const [name, expected] of [
      ['bob', 'hello over http/1.1'],
      ['mallory', 'rejected: client certificate authentication failed: CN "mallory" is not allowed'],
    ] as const) {
      const pair = authority.issue(name, []);
      const options = { ca: authority.certificate, cert: pair.certificate, key: pair.key, ALPNProtocols: ['http/1.1'] };
      expect((await dial(options)).said).toBe(expected);
    }
  });

  it('are shown each time: no session is resumed, of either version', async () => {
    const { authority, tls } = await strictListener({});
    const pair = authority.issue('client', []);
    for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
      const options: ConnectionOptions = {
        ca: authority.certificate,
        cert: pair.certificate,
        key: pair.key,
        ALPNProtocols: ['h2'],
        maxVersion: version,
      };
      let session: Buffer | undefined;
      const first = connect({ host: '127.0.0.1', port, ...options });
      first.on('session', (each) => {
        session = each;
      });
      await new Promise((resolve) => first.resume().on('close', resolve));
      const again = await dial({ ...options, ...(session && { session }) });
      expect(again.said).toBe(greeting);
      expect(again.resumed).toBe(false);
    }
    expect(tls.options().requestCert).toBe(true);
  });

  it('that name hosts or addresses must name the one the client comes from', async () => {
    const { authority, call } = await strictListener({});
    expect(await call(authority.issue('c', ['127.0.0.1', '10.0.0.1']))).toBe(greeting);
    expect(await call(authority.issue('c', ['localhost']))).toBe(greeting);
    expect(await call(authority.issue('c', ['10.0.0.1']))).toContain('127.0.0.1 is not among the addresses');
    expect(await call(authority.issue('c', ['10.0.0.1', 'quorate.invalid']))).toBe(
      'rejected: tls: "127.0.0.1" does not match any of DNSNames ["quorate.invalid"]',
    );
  });

  it('that are revoked are turned away, also by a list that is replaced while the server runs', async () => {
    const authority = new Authority();
    const bad = authority.issue('bad', []);
    const worse = authority.issue('worse', []);
    const crlFile = write('crl.der', authority.revoke(bad));
    const files = pairFiles(authority.issue('server', ['127.0.0.1']));
    const tls = clientListenerTls(
      configOf({ ...files, trustedCaFile: write('ca.pem', authority.certificate), crlFile }),
      silentLogger,
    );
    if (tls === undefined) throw new Error('no TLS');
    await listen(tls);
    const call = async (pair: KeyPair) =>
      (await dial({ ca: authority.certificate, cert: pair.certificate, key: pair.key, ALPNProtocols: ['h2'] })).said;
    expect(await call(bad)).toMatch(/^rejected: tls: certificate serial [0-9a-f]+ revoked$/);
    expect(await call(worse)).toBe(greeting);
    write('crl.der', toPem('X509 CRL', authority.revoke(bad, worse)));
    tls.refresh();
    expect(await call(worse)).toMatch(/^rejected: tls: certificate serial/);
  });
});

describe('certificates that a member makes for itself', () => {
  it('are kept in the data directory and carry the listeners’ hosts', async () => {
    const config = configOf({ auto: true });
    const tls = clientListenerTls(config, silentLogger);
    if (tls === undefined) throw new Error('no TLS');
    await listen(tls);
    const certFile = join(folder, 'fixtures', 'client', 'cert.pem');
    const certificate = new X509Certificate(readFileSync(certFile));
    expect(certificate.subject).toBe('O=etcd');
    expect(certificate.subjectAltName).toBe('IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, DNS:localhost');
    expect(certificate.verify(certificate.publicKey)).toBe(true);
    expect(statSync(join(folder, 'fixtures', 'client', 'key.pem')).mode & 0o777).toBe(0o600);
    const { said } = await dial({ ca: readFileSync(certFile), ALPNProtocols: ['h2'] });
    expect(said).toBe('hello over h2');
    const before = readFileSync(certFile, 'utf8');
    clientListenerTls(config, silentLogger)?.close();
    expect(readFileSync(certFile, 'utf8')).toBe(before);
  });

  it('are good enough between members, which then trust any', async () => {
    const config = configOf({ auto: true });
    const tls = peerListenerTls(config, silentLogger);
    const dialer = peerDialerTls(config, silentLogger);
    if (tls === undefined || dialer === undefined) throw new Error('no TLS');
    await listen(tls);
    expect((await dial(dialer.options())).said).toBe('hello over http/1.1');
    dialer.close();
  });
});

describe('files that are replaced', () => {
  it('count for new connections, servers’ and clients’', async () => {
    const authority = new Authority();
    const files = pairFiles(authority.issue('first', ['127.0.0.1']));
    const config = configOf({ ...files, trustedCaFile: write('ca.pem', authority.certificate) });
    const tls = peerListenerTls(config, silentLogger);
    const dialer = peerDialerTls(config, silentLogger);
    if (tls === undefined || dialer === undefined) throw new Error('no TLS');
    await listen(tls);
    expect((await dial(dialer.options())).said).toBe('hello over http/1.1');
    const successor = new Authority();
    write('ca.pem', successor.certificate);
    pairFiles(successor.issue('second', ['127.0.0.1']));
    tls.refresh();
    expect((await dial(dialer.options())).said).not.toContain('hello');
    dialer.refresh();
    expect((await dial(dialer.options())).said).toBe('hello over http/1.1');
    dialer.close();
  });

  it('that cannot be used leave the old ones in force, with one warning', async () => {
    const authority = new Authority();
    const files = pairFiles(authority.issue('first', ['127.0.0.1']));
    const warnings: string[] = [];
    const log = { ...silentLogger, warn: (message: string) => warnings.push(message) };
    const tls = clientListenerTls(configOf(files), log);
    if (tls === undefined) throw new Error('no TLS');
    await listen(tls);
    write('server.pem', authority.issue('half written', []).certificate);
    tls.refresh();
    tls.refresh();
    expect(warnings).toHaveLength(1);
    expect((await dial({ ca: authority.certificate, ALPNProtocols: ['h2'] })).said).toBe('hello over h2');
  });

  it('are noticed without being told', async () => {
    const authority = new Authority();
    const files = pairFiles(authority.issue('first', ['127.0.0.1']));
    const changed = new Promise<string>((resolve) => {
      const log = { ...silentLogger, info: (message: string) => resolve(message) };
      const tls = clientListenerTls(configOf(files), log);
      if (tls !== undefined) open.push(tls);
    });
    pairFiles(authority.issue('second', ['127.0.0.1']));
    expect(await changed).toBe('TLS files changed; new connections use them');
  });
});
