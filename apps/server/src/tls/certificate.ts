import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import { der, derBits, derExplicit, derObjectId, derTime, derUnsigned, tag } from './der.ts';

/** A certificate with its private key, as PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

/** Who signs: itself when absent. */
export interface Issuer {
  readonly commonName: string;
  readonly key: KeyObject;
}

export interface CertificateRequest {
  /** Organisation; what etcd writes into the certificates it makes is `etcd`. */
  readonly organization?: string;
  readonly commonName?: string;
  /** Host names and IP addresses that the certificate is for. */
  readonly hosts: readonly string[];
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly isAuthority?: boolean;
  readonly issuer?: Issuer;
}

const oid = {
  ecdsaWithSha256: '1.2.840.10045.4.3.2',
  organization: '2.5.4.10',
  commonName: '2.5.4.3',
  keyUsage: '2.5.29.15',
  subjectAltName: '2.5.29.17',
  basicConstraints: '2.5.29.19',
  extendedKeyUsage: '2.5.29.37',
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
};

const algorithm = der(tag.sequence, derObjectId(oid.ecdsaWithSha256));

/** Makes a key on P-256 and an X.509 version 3 certificate for it, for servers and clients alike (RFC 5280). */
export function createCertificate(request: CertificateRequest): KeyPair & { readonly privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const subject = nameOf(request.organization, request.commonName);
  const issuerName = request.issuer === undefined ? subject : nameOf(undefined, request.issuer.commonName);
  const signed = der(
    tag.sequence,
    derExplicit(0, der(tag.integer, Buffer.from([2]))),
    derUnsigned(randomBytes(16)),
    algorithm,
    issuerName,
    der(tag.sequence, derTime(request.notBefore), derTime(request.notAfter)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    derExplicit(3, der(tag.sequence, ...extensionsOf(request))),
  );
  const certificate = signElement(signed, request.issuer?.key ?? privateKey);
  return {
    certificate: toPem('CERTIFICATE', certificate),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    privateKey,
  };
}

/** What was signed, with the algorithm and the signature: the outer form of certificates and revocation lists. */
export function signElement(signed: Uint8Array, key: KeyObject): Buffer {
  return der(tag.sequence, signed, algorithm, derBits(sign('sha256', signed, key)));
}

/** The algorithm that `signElement` signs with. */
export function signatureAlgorithm(): Buffer {
  return algorithm;
}

/** A distinguished name. */
export function nameOf(organization: string | undefined, commonName: string | undefined): Buffer {
  const part = (type: string, value: string | undefined): Buffer[] =>
    value === undefined
      ? []
      : [der(tag.set, der(tag.sequence, derObjectId(type), der(tag.utf8String, Buffer.from(value))))];
  return der(tag.sequence, ...part(oid.organization, organization), ...part(oid.commonName, commonName));
}

/** Bytes between the lines of a PEM block. */
export function toPem(label: string, bytes: Uint8Array): string {
  const lines =
    Buffer.from(bytes)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`;
}

function extensionsOf(request: CertificateRequest): Buffer[] {
  const yes = der(tag.boolean, Buffer.from([0xff]));
  const extension = (type: string, critical: boolean, value: Buffer): Buffer =>
    der(tag.sequence, derObjectId(type), critical ? yes : Buffer.alloc(0), der(tag.octetString, value));
  const isAuthority = request.isAuthority === true;
  // Bits from the left: digital signature 0, key encipherment 2, certificate signing 5, list signing 6.
  const usage = isAuthority ? Buffer.from([0x01, 0x06]) : Buffer.from([0x05, 0xa0]);
  const extensions = [
    extension(oid.keyUsage, true, der(tag.bitString, usage)),
    extension(oid.basicConstraints, true, der(tag.sequence, isAuthority ? yes : Buffer.alloc(0))),
  ];
  if (!isAuthority) {
    const purposes = der(tag.sequence, derObjectId(oid.serverAuth), derObjectId(oid.clientAuth));
    extensions.push(extension(oid.extendedKeyUsage, false, purposes));
  }
  if (request.hosts.length > 0) {
    extensions.push(extension(oid.subjectAltName, false, der(tag.sequence, ...request.hosts.map(alternativeName))));
  }
  return extensions;
}

/** A host in a subject alternative name: `[2]` for a DNS name, `[7]` for the bytes of an address. */
function alternativeName(host: string): Buffer {
  if (isIP(host) === 0) return der(0x82, Buffer.from(host));
  return der(0x87, addressBytes(host));
}

function addressBytes(address: string): Buffer {
  if (isIP(address) === 4) return Buffer.from(address.split('.').map(Number));
  const [head = '', tail] = address.split('::');
  const groups = (text: string | undefined): string[] => (text === undefined || text === '' ? [] : text.split(':'));
  const before = groups(head);
  const after = groups(tail);
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0');
  const bytes = Buffer.alloc(16);
  [...before, ...zeros, ...after].forEach((group, index) => {
    bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2);
  });
  return bytes;
}
