import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import type { Endpoint } from '../servers/etcd-call.ts';
import { LoadError } from './load-result.ts';

/**
 * How many calls of a method (`/package.Service/Method`) a member has answered with status 0, by its own metrics: h2load looks at the HTTP status alone,
 * which is 200 for a gRPC error too.
 */
export async function answeredOk(endpoint: Endpoint, path: string): Promise<number> {
  return parseAnsweredOk(await fetchText(`${endpoint}/metrics`), path);
}

/** Reads `grpc_server_handled_total` of status OK from metrics in Prometheus's text format; 0 when there is none yet. */
export function parseAnsweredOk(metrics: string, path: string): number {
  const [, service, method] = path.split('/');
  for (const line of metrics.split('\n')) {
    if (!line.startsWith('grpc_server_handled_total{') || !line.includes('grpc_code="OK"')) continue;
    if (line.includes(`grpc_method="${method}"`) && line.includes(`grpc_service="${service}"`)) {
      return Number(line.slice(line.lastIndexOf(' ') + 1));
    }
  }
  return 0;
}

function fetchText(url: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const get = url.startsWith('https:') ? getSecure : getPlain;
  const request = get(url, { rejectUnauthorized: false, agent: false }, (response) => {
    let text = '';
    response.setEncoding('utf8');
    response.on('data', (part: string) => {
      text += part;
    });
    response.on('error', reject);
    response.on('end', () => {
      if (response.statusCode === 200) resolve(text);
      else reject(new LoadError(`${url} answers with HTTP status ${response.statusCode}`));
    });
  });
  request.on('error', reject);
  return promise;
}
