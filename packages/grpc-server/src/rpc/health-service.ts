import { HealthCheckResponse, ServingStatus, services } from '@quorate/protocol';
import { RpcError } from '../status/rpc-error.ts';
import { StatusCode } from '../status/status-code.ts';
import type { StreamCall } from './call.ts';
import { streaming, unary } from './define-method.ts';
import type { AnyMethod } from './method.ts';
import { answerOneRequest } from './server-stream.ts';

const health = services['grpc.health.v1.Health'];

/** grpc.health.v1.Health for the server as a whole: the service name "" and no other. */
export class HealthService {
  #status: ServingStatus = ServingStatus.Serving;
  readonly #watchers = new Set<StreamCall>();

  /** To be registered with the server. */
  readonly methods: readonly AnyMethod[] = [
    unary(health.Check, ({ service }) => {
      if (service !== '') throw new RpcError(StatusCode.NotFound, 'unknown service');
      return { status: this.#status };
    }),
    streaming(
      health.Watch,
      answerOneRequest(({ service }, _raw, call) => this.#watch(service, call)),
    ),
  ];

  /** Says whether the server serves; those who watch are told. */
  setServing(serving: boolean): void {
    const status = serving ? ServingStatus.Serving : ServingStatus.NotServing;
    if (status === this.#status) return;
    this.#status = status;
    for (const call of this.#watchers) call.write(HealthCheckResponse.encode({ status }));
  }

  /** Goes on until the client has heard enough; it hears of an unknown service that it is unknown. */
  #watch(service: string, call: StreamCall): Promise<void> {
    const known = service === '';
    call.write(HealthCheckResponse.encode({ status: known ? this.#status : ServingStatus.ServiceUnknown }));
    if (known) this.#watchers.add(call);
    return new Promise((resolve) => {
      call.onEnd(() => {
        this.#watchers.delete(call);
        resolve();
      });
    });
  }
}
