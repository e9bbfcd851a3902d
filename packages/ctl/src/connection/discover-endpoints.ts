import { resolveSrv } from 'node:dns/promises';
import { badArguments } from '../ctl-error.ts';

/**
 * The endpoints that a domain's SRV records name: `_etcd-client-ssl._tcp` for TLS, `_etcd-client._tcp` for plain ones when those are
 * accepted.
 *
 * @param serviceName added to the service's name, e.g. `prod` for `_etcd-client-ssl-prod._tcp`
 * @throws {CtlError} when there are no records
 */
export async function discoverEndpoints(
  domain: string,
  serviceName: string,
  acceptInsecure: boolean,
): Promise<readonly string[]> {
  const suffix = serviceName === '' ? '' : `-${serviceName}`;
  const secure = await lookUp('https', `_etcd-client-ssl${suffix}._tcp.${domain}`);
  const plain = acceptInsecure ? await lookUp('http', `_etcd-client${suffix}._tcp.${domain}`) : [];
  const endpoints = [...secure, ...plain];
  if (endpoints.length === 0) throw badArguments(`dns lookup errors: no SRV records of an etcd cluster at ${domain}`);
  return endpoints;
}

async function lookUp(scheme: string, name: string): Promise<string[]> {
  try {
    const records = await resolveSrv(name);
    return records.map((record) => `${scheme}://${record.name}:${record.port}`);
  } catch {
    return [];
  }
}
