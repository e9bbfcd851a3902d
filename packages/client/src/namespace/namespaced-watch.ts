import type { BytesLike } from '../kv/bytes.ts';
import type { WatchBackend } from '../watch/watch-backend.ts';
import { KeySpace } from './key-space.ts';

/** A backend whose watches see the keys of another one that begin with `prefix`, without it. */
export function namespacedWatch(inner: WatchBackend, prefix: BytesLike): WatchBackend {
  const space = new KeySpace(prefix);
  return {
    closed: inner.closed,
    open: (request, requireLeader, sink) =>
      inner.open(space.enter(request), requireLeader, {
        created: (header) => sink.created(header),
        events: (events, header) => {
          const left = events.map(({ type, kv, prevKv }) => ({
            type,
            kv: space.leaveOptional(kv),
            prevKv: space.leaveOptional(prevKv),
          }));
          sink.events(left, header);
        },
        canceled: (error) => sink.canceled(error),
        interrupted: (error) => sink.interrupted(error),
      }),
  };
}
