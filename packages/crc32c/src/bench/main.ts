import { crc32c } from '../crc32c.ts';

/** Bytes a measurement goes through: enough to run for some tenths of a second. */
const bytesPerCase = 400_000_000;

for (const length of [64, 300, 4_096, 65_536]) {
  const bytes = Uint8Array.from({ length }, (_, i) => i * 7);
  const calls = Math.ceil(bytesPerCase / length);
  let crc = 0;
  for (let i = 0; i < calls / 10; i++) crc = crc32c(bytes, crc);
  const begin = performance.now();
  for (let i = 0; i < calls; i++) crc = crc32c(bytes, crc);
  const ms = performance.now() - begin;
  const nsPerCall = (ms * 1e6) / calls;
  console.log(`${length} bytes: ${nsPerCall.toFixed(0)} ns a call, ${((length / nsPerCall) * 1000).toFixed(0)} MB/s`);
}
