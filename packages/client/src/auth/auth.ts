import type { ResponseHeader } from '@quorate/protocol';
import type { CallOptions } from '../connection/call-options.ts';
import type { KeyRange, KeySelector } from '../kv/key-range.ts';

/** What a role may do with the keys of a range. */
export interface RolePermission {
  readonly access: 'read' | 'write' | 'readwrite';
  readonly range: KeyRange;
}

/**
 * Users, roles and permissions. All methods reject with `EtcdError`.
 *
 * @example
 * ```ts
 * import { EtcdClient } from '@quorate/client';
 *
 * await using client = new EtcdClient({ endpoints: 'http://127.0.0.1:2379' });
 * console.log((await client.auth.status()).enabled);
 * ```
 */
export interface Auth {
  /** Asks for credentials from here on. The user `root` with the role `root` must exist. */
  enable(options?: CallOptions): Promise<ResponseHeader>;
  disable(options?: CallOptions): Promise<ResponseHeader>;
  status(
    options?: CallOptions,
  ): Promise<{ readonly enabled: boolean; readonly authRevision: number; readonly header: ResponseHeader }>;
  /** A token for a name and a password. The client does this by itself when it was given both. */
  authenticate(name: string, password: string, options?: CallOptions): Promise<string>;
  readonly users: {
    /** Without a password the user can only come with a certificate. */
    add(name: string, password: string | undefined, options?: CallOptions): Promise<ResponseHeader>;
    /** The roles of a user. */
    get(name: string, options?: CallOptions): Promise<readonly string[]>;
    list(options?: CallOptions): Promise<readonly string[]>;
    delete(name: string, options?: CallOptions): Promise<ResponseHeader>;
    changePassword(name: string, password: string, options?: CallOptions): Promise<ResponseHeader>;
    grantRole(name: string, role: string, options?: CallOptions): Promise<ResponseHeader>;
    revokeRole(name: string, role: string, options?: CallOptions): Promise<ResponseHeader>;
  };
  readonly roles: {
    add(name: string, options?: CallOptions): Promise<ResponseHeader>;
    get(name: string, options?: CallOptions): Promise<readonly RolePermission[]>;
    list(options?: CallOptions): Promise<readonly string[]>;
    delete(name: string, options?: CallOptions): Promise<ResponseHeader>;
    grantPermission(
      name: string,
      access: RolePermission['access'],
      selector: KeySelector,
      options?: CallOptions,
    ): Promise<ResponseHeader>;
    /** The selector must be one that was granted. */
    revokePermission(name: string, selector: KeySelector, options?: CallOptions): Promise<ResponseHeader>;
  };
}
