import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { normalizeSerial, type RevokedSerials } from './revocation-list.ts';

/** Resolves a host name to its addresses, and an address to its host names; both reject when there are none. */
export interface Resolver {
  addressesOf(host: string): Promise<readonly string[]>;
  namesOf(address: string): Promise<readonly string[]>;
}

/** What a client's certificate must be besides being signed by the trusted CA. */
export interface CertificatePolicy {
  readonly allowedCommonNames: readonly string[];
  readonly allowedHostnames: readonly string[];
  readonly skipSanVerification: boolean;
}

/** Checks a whole chain, leaf first. Returns why the client is turned away, or `undefined` when it is welcome. */
export async function verifyPeerCertificate(
  chain: readonly X509Certificate[],
  remoteAddress: string,
  policy: CertificatePolicy,
  revoked: RevokedSerials,
  resolver: Resolver,
): Promise<string | undefined> {
  const [leaf] = chain;
  if (leaf === undefined) return undefined;
  const bad = chain.find((certificate) => revoked.has(normalizeSerial(certificate.serialNumber)));
  if (bad !== undefined) return `tls: certificate serial ${normalizeSerial(bad.serialNumber).toLowerCase()} revoked`;
  const allowed = policyProblem(leaf, policy);
  if (allowed !== undefined) return allowed;
  return policy.skipSanVerification ? undefined : sanProblem(leaf, remoteAddress, resolver);
}

/** The common name of a certificate's subject; empty when it has none. */
export function commonNameOf(certificate: X509Certificate): string {
  return /^CN=(.*)$/m.exec(certificate.subject ?? '')?.[1] ?? '';
}

function policyProblem(leaf: X509Certificate, policy: CertificatePolicy): string | undefined {
  if (policy.allowedCommonNames.length > 0) {
    const name = commonNameOf(leaf);
    if (!policy.allowedCommonNames.includes(name))
      return `client certificate authentication failed: CN "${name}" is not allowed`;
  }
  if (policy.allowedHostnames.length > 0) {
    const matches = (host: string): boolean =>
      (isIP(host) === 0 ? leaf.checkHost(host, { subject: 'never' }) : leaf.checkIP(host)) !== undefined;
    if (!policy.allowedHostnames.some(matches)) {
      return 'client certificate authentication failed: it carries none of the allowed host names';
    }
  }
  return undefined;
}

/** A certificate that names hosts or addresses must name the one that the connection comes from, as in etcd. */
async function sanProblem(
  leaf: X509Certificate,
  remoteAddress: string,
  resolver: Resolver,
): Promise<string | undefined> {
  const { addresses, hosts } = alternativeNames(leaf);
  if (addresses.length === 0 && hosts.length === 0) return undefined;
  const address = remoteAddress.replace(/^::ffff:(?=\d+\.)/, '');
  // A unix socket has no address that a certificate could name.
  if (address === '' || leaf.checkIP(address) !== undefined) return undefined;
  if (hosts.length === 0)
    return `tls: ${address} is not among the addresses of the certificate: ${addresses.join(', ')}`;
  if (await isOneOf(hosts, address, resolver)) return undefined;
  return `tls: "${address}" does not match any of DNSNames [${hosts.map((host) => `"${host}"`).join(' ')}]`;
}

function alternativeNames(leaf: X509Certificate): { addresses: string[]; hosts: string[] } {
  const names = (leaf.subjectAltName ?? '').split(', ');
  const ofKind = (kind: string): string[] =>
    names.flatMap((name) => (name.startsWith(kind) ? [name.slice(kind.length)] : []));
  return { addresses: ofKind('IP Address:'), hosts: ofKind('DNS:') };
}

async function isOneOf(hosts: readonly string[], address: string, resolver: Resolver): Promise<boolean> {
  const suffixes = hosts.flatMap((host) => (host.startsWith('*.') ? [host.slice(1)] : []));
  if (suffixes.length > 0) {
    const names = await resolver.namesOf(address).catch((): readonly string[] => []);
    if (names.some((name) => suffixes.some((suffix) => isOneLabelAbove(name.replace(/\.$/, ''), suffix)))) return true;
  }
  for (const host of hosts.filter((candidate) => !candidate.startsWith('*.'))) {
    const resolved = await resolver.addressesOf(host).catch((): readonly string[] => []);
    if (resolved.includes(address)) return true;
  }
  return false;
}

/** `a.example.com` is one label above `.example.com`; `a.b.example.com` is two. */
function isOneLabelAbove(name: string, suffix: string): boolean {
  return name.endsWith(suffix) && !name.slice(0, -suffix.length).includes('.') && name.length > suffix.length;
}
