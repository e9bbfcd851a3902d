/** A gRPC status that is not OK. */
export interface GrpcError {
  readonly kind: 'error';
  readonly code: number;
  readonly text: string;
}

/** What a server made of a request: a message, or a gRPC error. */
export type Answer = { readonly kind: 'message'; readonly message: object } | GrpcError;
