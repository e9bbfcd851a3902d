import type { HeaderField } from './header-field.ts';

/** The headers of one request, checked (RFC 9113 section 8.3.1). Equal requests of a connection may share one object: do not change it. */
export interface RequestHeaders {
  readonly method: string;
  /** Empty for CONNECT. */
  readonly scheme: string;
  /** `:authority`, or `host` when that is absent; empty when both are. */
  readonly authority: string;
  /** With the query; empty for CONNECT. */
  readonly path: string;
  /** The `content-length`, or -1 when there is none. */
  readonly contentLength: number;
  /** The regular fields in order, without the pseudo-headers; several `cookie` fields are joined into one. */
  readonly fields: readonly HeaderField[];
  /** The first value of a regular field; `name` in lower case. */
  get(name: string): string | undefined;
  /**
   * A place for the layer above to keep what it derived from these headers (a route, a content type): a request whose header
   * block repeats on a connection finds it again. `undefined` at first.
   */
  memo: unknown;
}

/** The headers of one response, checked (RFC 9113 section 8.3.2). */
export interface ResponseHeaders {
  /** 100 to 599; below 200 it is informational and the real response follows. */
  readonly status: number;
  readonly contentLength: number;
  readonly fields: readonly HeaderField[];
  get(name: string): string | undefined;
  memo: unknown;
}
