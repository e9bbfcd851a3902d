import { expect, it } from 'vitest';
import { parseAnsweredOk } from './answered-ok.ts';

const metrics = `# TYPE grpc_server_handled_total counter
grpc_server_handled_total{grpc_code="Canceled",grpc_method="Put",grpc_service="etcdserverpb.KV",grpc_type="unary"} 7
grpc_server_handled_total{grpc_code="OK",grpc_method="Put",grpc_service="etcdserverpb.KV",grpc_type="unary"} 1.234567e+06
grpc_server_handled_total{grpc_code="OK",grpc_method="Range",grpc_service="etcdserverpb.KV",grpc_type="unary"} 12
grpc_server_started_total{grpc_method="Range",grpc_service="etcdserverpb.KV",grpc_type="unary"} 99
`;

it('answers with status 0 are read from the metrics of their method', () => {
  expect(parseAnsweredOk(metrics, '/etcdserverpb.KV/Put')).toBe(1_234_567);
  expect(parseAnsweredOk(metrics, '/etcdserverpb.KV/Range')).toBe(12);
  expect(parseAnsweredOk(metrics, '/etcdserverpb.KV/Txn')).toBe(0);
});
