/** A peer sent what is no frame; the connection cannot be read any further. */
export class FramingError extends Error {
  override readonly name = 'FramingError';
  readonly code = 'bad-frame';
}
