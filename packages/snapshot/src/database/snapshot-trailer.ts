/** Length of the SHA-256 that stands at the end of a database snapshot file. */
export const trailerBytes = 32;

/** Databases are whole pages, so their length is a multiple of this. */
const pageDivisor = 512;

/** Whether a file of this length is a database with a SHA-256 behind it, rather than a bare database. */
export function hasTrailer(sizeBytes: number): boolean {
  return sizeBytes % pageDivisor === trailerBytes;
}
