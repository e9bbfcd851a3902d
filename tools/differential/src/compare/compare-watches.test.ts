import { Event, KeyValue, ResponseHeader, WatchResponse } from '@quorate/protocol';
import { expect, test } from 'vitest';
import { brokenDelivery } from './check-deliveries.ts';
import { compareWatches } from './compare-watches.ts';

/** A response to watch 1 with an event for each revision. */
function told(revisions: readonly number[], rest: Partial<WatchResponse> & { revision?: number } = {}): WatchResponse {
  const events = revisions.map((modRevision) =>
    Event.create({ kv: KeyValue.create({ key: Buffer.from('a'), modRevision }) }),
  );
  const header = ResponseHeader.create({ revision: rest.revision ?? revisions.at(-1) ?? 0 });
  return WatchResponse.create({ watchId: 1n, header, events, ...rest });
}

test('how events are spread over responses does not matter; which they are and in what order does', () => {
  expect(compareWatches(0, [told([2, 3]), told([4])], [told([2]), told([3, 4], { revision: 9 })])).toBeUndefined();
  expect(compareWatches(0, [told([2, 3])], [told([3, 2])])).toMatchObject({ etcd: { kv: { mod_revision: 2 } } });
  expect(compareWatches(0, [told([2, 3])], [told([2])])).toMatchObject({ quorate: undefined });
  expect(compareWatches(0, [told([2])], [told([2], { watchId: 5n })])).toBeDefined();
});

test('a cancellation has to come at the same place, for the same reason', () => {
  const canceled = told([], { canceled: true, compactRevision: 7 });
  expect(compareWatches(0, [told([2]), canceled], [told([2]), canceled])).toBeUndefined();
  expect(compareWatches(0, [told([2]), canceled], [canceled, told([2])])).toBeDefined();
  expect(compareWatches(0, [canceled], [told([], { canceled: true, compactRevision: 8 })])).toBeDefined();
});

test('what no server may do is noticed, whatever the other one did', () => {
  expect(brokenDelivery([told([2, 2]), told([3])])).toBeUndefined();
  expect(brokenDelivery([told([2], { fragment: true }), told([2, 3])])).toBeUndefined();
  expect(brokenDelivery([told([2]), told([2, 3])])).toContain('torn apart');
  expect(brokenDelivery([told([3]), told([2])])).toContain('an event of 2 after one of 3');
  expect(brokenDelivery([told([3], { revision: 2 })])).toContain('in a response of revision 2');
  expect(brokenDelivery([told([2], { fragment: true })])).toContain('never came');
});
