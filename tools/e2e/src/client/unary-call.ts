import { type CallOptions, type ChannelCredentials, Client, credentials, type ServiceError } from '@grpc/grpc-js';
import type { MessageCodec } from '@quorate/protocol';

/** The certificates of a client, each as PEM. */
export interface ClientCertificates {
  readonly ca: string;
  readonly cert?: string;
  readonly key?: string;
}

/** A gRPC method by its path, with the codecs of what goes in and what comes out. */
export interface UnaryMethod<Request, Response> {
  readonly path: string;
  readonly request: MessageCodec<Request>;
  readonly response: MessageCodec<Response>;
}

/** Opens a channel to an endpoint (`http://host:port` or `https://…` with certificates). It connects again quickly. */
export function openChannel(endpoint: string, certificates?: ClientCertificates): Client {
  return new Client(endpoint.replace(/^https?:\/\//, ''), credentialsOf(certificates), {
    'grpc.initial_reconnect_backoff_ms': 20,
    'grpc.max_reconnect_backoff_ms': 200,
    'grpc.max_receive_message_length': -1,
    // grpc-js asks for the server by this name, and Node does not let it be an address.
    ...(certificates === undefined ? {} : { 'grpc.ssl_target_name_override': 'localhost' }),
  });
}

function credentialsOf(certificates: ClientCertificates | undefined): ChannelCredentials {
  if (certificates === undefined) return credentials.createInsecure();
  const { ca, cert, key } = certificates;
  const bytes = (pem: string | undefined) => (pem === undefined ? null : Buffer.from(pem));
  return credentials.createSsl(Buffer.from(ca), bytes(key), bytes(cert));
}

/** Calls a method. Rejects with a gRPC `ServiceError`. */
export function callUnary<Request, Response>(
  channel: Client,
  method: UnaryMethod<Request, Response>,
  request: Request,
  options: CallOptions = {},
): Promise<Response> {
  return new Promise((resolve, reject) => {
    channel.makeUnaryRequest(
      method.path,
      (message: Request) => Buffer.from(method.request.encode(message)),
      (bytes: Buffer) => method.response.decode(bytes),
      request,
      options,
      (error: ServiceError | null, response?: Response) => {
        if (error !== null) reject(error);
        else if (response === undefined) reject(new Error(`${method.path} answered nothing`));
        else resolve(response);
      },
    );
  });
}
