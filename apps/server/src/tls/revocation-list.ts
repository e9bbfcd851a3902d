import { type DerElement, DerError, readDer, tag } from './der.ts';
import { TlsSetupError } from './tls-error.ts';

/** Serial numbers of revoked certificates, as upper-case hexadecimal without leading zeros (Node's form). */
export type RevokedSerials = ReadonlySet<string>;

/**
 * Reads a certificate revocation list, DER or PEM (RFC 5280, section 5). As in etcd, what counts is the serial number alone: neither the
 * list's signature nor its dates are looked at, because the list comes from the operator's own disk. `path` is for messages.
 * Throws a `TlsSetupError`.
 */
export function parseRevocationList(bytes: Uint8Array, path: string): RevokedSerials {
  try {
    const [list] = readDer(fromPem(bytes));
    const [signed] = readDer(expectTag(list, tag.sequence).content);
    // version OPTIONAL, signature, issuer, thisUpdate, nextUpdate OPTIONAL, revokedCertificates OPTIONAL, [0] extensions
    const parts = readDer(expectTag(signed, tag.sequence).content);
    const first = parts[0]?.tag === tag.integer ? 4 : 3;
    const afterThisUpdate = parts.slice(first);
    const isTime = afterThisUpdate[0]?.tag === tag.utcTime || afterThisUpdate[0]?.tag === tag.generalizedTime;
    const revoked = afterThisUpdate[isTime ? 1 : 0];
    if (revoked === undefined || revoked.tag !== tag.sequence) return new Set();
    return new Set(readDer(revoked.content).map(serialOf));
  } catch (error) {
    if (!(error instanceof DerError)) throw error;
    throw new TlsSetupError('files', `${path} is no certificate revocation list: ${error.message}`, { cause: error });
  }
}

/** A certificate's serial number in the form of `RevokedSerials`. */
export function normalizeSerial(hexadecimal: string): string {
  return hexadecimal.toUpperCase().replace(/^0+(?=.)/, '');
}

function fromPem(bytes: Uint8Array): Uint8Array {
  const block = /-----BEGIN X509 CRL-----([\s\S]*?)-----END X509 CRL-----/.exec(Buffer.from(bytes).toString('latin1'));
  return block === null ? bytes : Buffer.from(block[1] ?? '', 'base64');
}

function expectTag(element: DerElement | undefined, wanted: number): DerElement {
  if (element?.tag === wanted) return element;
  throw new DerError(`tag ${element?.tag ?? 'none'} where ${wanted} is expected`);
}

function serialOf(entry: DerElement): string {
  const [serial] = readDer(expectTag(entry, tag.sequence).content);
  return normalizeSerial(Buffer.from(expectTag(serial, tag.integer).content).toString('hex'));
}
