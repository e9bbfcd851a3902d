/** The status codes of gRPC, by their numbers on the wire. */
export const StatusCode = {
  OK: 0,
  Canceled: 1,
  Unknown: 2,
  InvalidArgument: 3,
  DeadlineExceeded: 4,
  NotFound: 5,
  AlreadyExists: 6,
  PermissionDenied: 7,
  ResourceExhausted: 8,
  FailedPrecondition: 9,
  Aborted: 10,
  OutOfRange: 11,
  Unimplemented: 12,
  Internal: 13,
  Unavailable: 14,
  DataLoss: 15,
  Unauthenticated: 16,
} as const;

export type StatusCode = (typeof StatusCode)[keyof typeof StatusCode];

/** Names in the spelling of metrics and of `rpc error: code = …` texts, indexed by the code's number. */
export const statusCodeNames: readonly string[] = Object.keys(StatusCode);

/** HTTP status that the JSON gateway answers with for each code, indexed by the code's number. */
const httpStatuses: readonly number[] = [
  200, 499, 500, 400, 504, 404, 409, 403, 429, 400, 409, 400, 501, 500, 503, 500, 401,
];

/** The HTTP status of the JSON gateway for a gRPC status code; 500 for a number that is no code. */
export function httpStatusOf(code: StatusCode): number {
  return httpStatuses[code] ?? 500;
}
