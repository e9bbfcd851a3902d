import { expect, test } from 'vitest';
import { StatusCode } from '../status/status-code.ts';
import { CallMetrics } from './call-metrics.ts';

test('every method is there from the start, and codes once they occur', () => {
  const metrics = new CallMetrics();
  const put = metrics.addMethod({ path: '/a.B/Put', service: 'a.B', method: 'Put', kind: 'unary' });
  metrics.addMethod({ path: '/a.B/Watch', service: 'a.B', method: 'Watch', kind: 'bidi_stream' });
  metrics.started(put);
  metrics.received(put, 10);
  metrics.sent(put, 3);
  metrics.handled(put, StatusCode.OK);
  metrics.started(put);
  metrics.handled(put, StatusCode.Unavailable);
  const idle = { started: 0, messagesReceived: 0, messagesSent: 0, handled: {} };
  expect(metrics.snapshot()).toEqual({
    methods: [
      {
        service: 'a.B',
        method: 'Put',
        kind: 'unary',
        started: 2,
        messagesReceived: 1,
        messagesSent: 1,
        handled: { OK: 1, Unavailable: 1 },
      },
      { service: 'a.B', method: 'Watch', kind: 'bidi_stream', ...idle },
    ],
    receivedBytes: 10,
    sentBytes: 3,
  });
});
