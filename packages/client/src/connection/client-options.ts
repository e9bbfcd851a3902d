/** Certificates in PEM. */
export interface TlsMaterial {
  /** Of the authorities that servers are checked against; those of Node.js unless given. */
  readonly ca?: Uint8Array | string | undefined;
  /** What the client shows of itself (mutual TLS), with its key. */
  readonly cert?: Uint8Array | string | undefined;
  readonly key?: Uint8Array | string | undefined;
}

/** The same by file; files that change are read again. */
export interface TlsFiles {
  readonly caFile?: string | undefined;
  readonly certFile?: string | undefined;
  readonly keyFile?: string | undefined;
}

/** How to speak TLS with `https` endpoints. */
export type TlsOptions = TlsMaterial &
  TlsFiles & {
    /** Expect this name in the server's certificate instead of the endpoint's host. */
    readonly serverName?: string | undefined;
    /** Take any certificate: only ever for trying things out. */
    readonly insecureSkipVerify?: boolean | undefined;
    /** How often files are looked at, in milliseconds; 10 000 unless given. */
    readonly reloadIntervalMs?: number | undefined;
  };

/** Who the client is. */
export type Credentials =
  /** Exchanged for tokens, which are renewed as needed. */
  | { readonly username: string; readonly password: string }
  /** A token made elsewhere, e.g. a JWT; a function is asked again whenever the server refuses the one it gave. */
  | { readonly token: string | (() => string | Promise<string>) };

export interface ClientOptions {
  /** `http://host:port`, `https://host:port`, `host:port` or `unix:///path`; at least one. */
  readonly endpoints: string | readonly string[];
  readonly tls?: TlsOptions | undefined;
  readonly credentials?: Credentials | undefined;
  /** Milliseconds for a call with its retries; 30 000 unless given, `Infinity` for none. */
  readonly callTimeoutMs?: number | undefined;
  /** Milliseconds without a sign of life after which the server is asked for one; 10 000 unless given. */
  readonly keepaliveIntervalMs?: number | undefined;
  /** Milliseconds that a sign of life may take before the connection counts as dead; 3000 unless given. */
  readonly keepaliveTimeoutMs?: number | undefined;
  /** How often the endpoints are replaced by those of the cluster's members; never unless given. */
  readonly autoSyncIntervalMs?: number | undefined;
  /** Largest message sent; 2 MiB unless given. */
  readonly sendBytesMax?: number | undefined;
  /** Largest message received; 2 GiB - 1 unless given. */
  readonly receiveBytesMax?: number | undefined;
  /** Attempts for a call, the first included; 100 unless given. */
  readonly attemptsMax?: number | undefined;
}
