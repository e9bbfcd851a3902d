import type { MethodDescriptor } from './codec.ts';
import { services } from './gen/services.ts';

/** Every rpc by its path, e.g. `/etcdserverpb.KV/Range`. */
export const methods: ReadonlyMap<string, MethodDescriptor> = new Map(
  Object.values(services)
    .flatMap((service): MethodDescriptor[] => Object.values(service))
    .map((method) => [method.path, method]),
);
