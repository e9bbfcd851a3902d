import { createPrivateKey, createPublicKey, type KeyObject, X509Certificate } from 'node:crypto';
import { badArguments } from '../ctl-error.ts';

/** One block of a PEM file. */
interface PemBlock {
  readonly type: string;
  readonly text: string;
}

/**
 * Finds certificates and keys that can not work before anybody is called with them. The words are those of Go's TLS, by which people
 * look for help.
 *
 * @throws {CtlError}
 */
export function checkClientCertificate(cert: Uint8Array, key: Uint8Array): void {
  const certificate = parsed(certificateBlock(blocksOf(cert)));
  const privateKey = keyOf(blocksOf(key));
  if (certificate.checkPrivateKey(privateKey)) return;
  const isOtherKind = createPublicKey(privateKey).asymmetricKeyType !== certificate.publicKey.asymmetricKeyType;
  throw badArguments(
    isOtherKind ? 'tls: private key type does not match public key type' : 'tls: private key does not match public key',
    '--cert and --key do not belong together.',
  );
}

/**
 * The same for the certificates that servers are checked against.
 *
 * @throws {CtlError}
 */
export function checkAuthorities(bytes: Uint8Array, path: string): void {
  const blocks = blocksOf(bytes);
  if (blocks.length === 0) {
    throw badArguments(`no certificates in ${path}`, 'Give --cacert a file with certificates in PEM.');
  }
  for (const block of blocks) parsed(block);
}

function certificateBlock(blocks: readonly PemBlock[]): PemBlock {
  const block = blocks.find(({ type }) => type === 'CERTIFICATE');
  if (block !== undefined) return block;
  const types = blocks.map(({ type }) => type);
  if (types.length === 0) throw badArguments('tls: failed to find any PEM data in certificate input');
  if (types.length === 1 && isPrivateKey(types[0])) {
    throw badArguments(
      'tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched',
      'Is the file of --cert the one for --key?',
    );
  }
  throw badArguments(
    `tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [${types.join(' ')}]`,
  );
}

function keyOf(blocks: readonly PemBlock[]): KeyObject {
  const block = blocks.find(({ type }) => isPrivateKey(type));
  if (block === undefined) {
    const types = blocks.map(({ type }) => type);
    if (types.length === 0) throw badArguments('tls: failed to find any PEM data in key input');
    if (types.length === 1 && types[0] === 'CERTIFICATE') {
      throw badArguments(
        'tls: found a certificate rather than a key in the PEM for the private key',
        'Is the file of --key the one for --cert?',
      );
    }
    throw badArguments(
      `tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [${types.join(' ')}]`,
    );
  }
  try {
    return createPrivateKey(block.text);
  } catch {
    throw badArguments('tls: failed to parse private key', 'Is it encrypted? Keys with a passphrase cannot be used.');
  }
}

function parsed({ type, text }: PemBlock): X509Certificate {
  // Whatever its label says, a block is read as a certificate; a key fails at the certificate's body.
  if (isPrivateKey(type)) throw badArguments('x509: malformed tbs certificate', 'This file holds a key.');
  try {
    return new X509Certificate(text);
  } catch {
    throw badArguments('x509: malformed certificate');
  }
}

function isPrivateKey(type: string | undefined): boolean {
  return type === 'PRIVATE KEY' || type?.endsWith(' PRIVATE KEY') === true;
}

function blocksOf(bytes: Uint8Array): PemBlock[] {
  const found = Buffer.from(bytes)
    .toString('latin1')
    .matchAll(/^-----BEGIN ([A-Z0-9 ]+)-----\r?\n[\s\S]*?^-----END \1-----/gm);
  return Array.from(found, ([text, type = '']) => ({ type, text }));
}
