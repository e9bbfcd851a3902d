import type { CallGate } from '../rpc/interceptor.ts';
import type { AnyMethod } from '../rpc/method.ts';
import type { RpcError } from '../status/rpc-error.ts';
import { authMethods } from './auth/auth-methods.ts';
import type { EtcdBackend } from './backend.ts';
import { ClientVersions } from './client-versions.ts';
import { clusterMethods } from './cluster/cluster-methods.ts';
import { electionMethods } from './concurrency/election-methods.ts';
import { lockMethods } from './concurrency/lock-methods.ts';
import { toEtcdError } from './etcd-errors.ts';
import { etcdGate } from './gates.ts';
import { kvMethods } from './kv/kv-methods.ts';
import { leaseMethods } from './lease/lease-methods.ts';
import { maintenanceMethods } from './maintenance/maintenance-methods.ts';
import { defaultServiceOptions, type EtcdServiceOptions } from './service-options.ts';
import { watchMethods } from './watch/watch-methods.ts';

/** What a `GrpcServer` needs to serve as etcd: hand it over as part of its options. */
export interface EtcdServices {
  readonly methods: AnyMethod[];
  readonly gates: CallGate[];
  readonly mapError: (error: unknown) => RpcError;
  readonly clientVersions: ClientVersions;
}

/** Every service of etcd over a backend. */
export function etcdServices(backend: EtcdBackend, options: Partial<EtcdServiceOptions> = {}): EtcdServices {
  const limits = { ...defaultServiceOptions, ...options };
  const clientVersions = new ClientVersions();
  return {
    methods: [
      ...kvMethods(backend, limits),
      ...watchMethods(backend, limits),
      ...leaseMethods(backend),
      ...clusterMethods(backend),
      ...maintenanceMethods(backend),
      ...authMethods(backend),
      ...lockMethods(backend),
      ...electionMethods(backend),
    ],
    gates: [etcdGate(backend.member, clientVersions)],
    mapError: toEtcdError,
    clientVersions,
  };
}
