import { services } from '@quorate/protocol';
import { streaming } from '../../rpc/define-method.ts';
import type { AnyMethod } from '../../rpc/method.ts';
import type { EtcdBackend } from '../backend.ts';
import type { EtcdServiceOptions } from '../service-options.ts';
import { EventsEncoder } from './watch-response.ts';
import { WatchStream } from './watch-stream.ts';

/** etcdserverpb.Watch. */
export function watchMethods({ member, watch }: EtcdBackend, options: EtcdServiceOptions): AnyMethod[] {
  const events = new EventsEncoder();
  return [
    streaming(services['etcdserverpb.Watch'].Watch, (call) => new WatchStream(member, watch, call, options, events)),
  ];
}
