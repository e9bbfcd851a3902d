import { type RequestOptions, request as requestPlain } from 'node:http';
import { request as requestSecure } from 'node:https';
import type { ClientOptions } from '@quorate/client/raw';

const timeoutMs = 5_000;

/** The memory that the server at the first endpoint holds, as its metrics say; `undefined` when they cannot be had. */
export async function residentBytes({ endpoints, tls }: ClientOptions): Promise<number | undefined> {
  const first = typeof endpoints === 'string' ? endpoints : (endpoints[0] ?? '');
  const address = first.includes('://') ? first : `${tls === undefined ? 'http' : 'https'}://${first}`;
  const options = {
    ca: bufferOf(tls?.ca),
    cert: bufferOf(tls?.cert),
    key: bufferOf(tls?.key),
    rejectUnauthorized: tls?.insecureSkipVerify !== true,
    timeout: timeoutMs,
  };
  const metrics = await fetchText(`${address.replace(/\/$/, '')}/metrics`, options).catch(() => '');
  const value = Number(/^process_resident_memory_bytes (\S+)$/m.exec(metrics)?.[1]);
  return Number.isFinite(value) ? value : undefined;
}

function fetchText(url: string, options: RequestOptions): Promise<string> {
  const request = url.startsWith('https:') ? requestSecure : requestPlain;
  return new Promise((resolve, reject) => {
    const call = request(url, options, (response) => {
      const chunks: Uint8Array[] = [];
      response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      response.once('end', () => resolve(Buffer.concat(chunks).toString()));
      response.once('error', reject);
    });
    call.once('timeout', () => call.destroy(new Error('timeout')));
    call.once('error', reject);
    call.end();
  });
}

function bufferOf(bytes: Uint8Array | string | undefined): Buffer | undefined {
  return bytes === undefined ? undefined : Buffer.from(bytes);
}
