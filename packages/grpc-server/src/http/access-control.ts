import { type HttpHandler, type HttpResponse, plainText } from './http-message.ts';

/** Who may use the HTTP side of a listener. */
export interface AccessControlOptions {
  /** Origins that browsers may call from (`--cors`); `*` allows every one. Default `*`. */
  readonly corsOrigins?: readonly string[];
  /** Host names by which the server may be addressed without TLS (`--host-whitelist`); `*` allows every one. Default `*`. */
  readonly hostWhitelist?: readonly string[];
}

/** The host of a `Host` header without its port and the brackets of an IPv6 address. */
export function hostName(header: string): string {
  const bracketed = /^\[([^\]]*)\](?::\d*)?$/.exec(header);
  if (bracketed !== null) return bracketed[1] as string;
  return /^([^:]*):\d*$/.exec(header)?.[1] ?? header;
}

/** Wraps a handler with the checks of etcd's HTTP listeners: host names first, then the headers of CORS. */
export function withAccessControl(handler: HttpHandler, options: AccessControlOptions): HttpHandler {
  const origins = new Set(options.corsOrigins ?? ['*']);
  const hosts = new Set(options.hostWhitelist ?? ['*']);
  const anyOrigin = origins.size === 0 || origins.has('*');
  const anyHost = hosts.size === 0 || hosts.has('*');

  return async (request) => {
    if (!anyHost && !request.secure) {
      const host = hostName(request.header('host') ?? '');
      if (!hosts.has(host)) return unknownHost(host);
    }
    const origin = request.header('origin');
    const allowed = anyOrigin ? '*' : origin !== undefined && origins.has(origin) ? origin : undefined;
    const response: HttpResponse = request.method === 'OPTIONS' ? { status: 200 } : await handler(request);
    if (allowed === undefined) return response;
    return { ...response, headers: { ...response.headers, ...corsHeaders(allowed) } };
  };
}

function corsHeaders(origin: string): Record<string, string> {
  return {
    'access-control-allow-methods': 'POST, GET, OPTIONS, PUT, DELETE',
    'access-control-allow-origin': origin,
    'access-control-allow-headers': 'accept, content-type, authorization',
  };
}

/** DNS rebinding lets a web page talk to a server on the reader's own machine; naming the allowed hosts stops it. */
function unknownHost(host: string): HttpResponse {
  const name = JSON.stringify(host);
  return plainText(
    421,
    `The host ${name} of this request is not among those the server answers to without TLS, which guards against\n` +
      `"DNS rebinding" (CVE-2018-5702). Use TLS, or start the server with this host allowed:\n` +
      `  etcd --host-whitelist ${name}\n`,
  );
}
