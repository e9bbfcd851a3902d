import { Database } from '../index.ts';

const db = Database.inMemory();
const N = 1_000_000;
const value = new Uint8Array(300).fill(7);
const keysBuf = new Uint8Array(N * 17);
const dv = new DataView(keysBuf.buffer);
for (let i = 0; i < N; i++) {
  dv.setUint32(i * 17 + 4, i + 1);
  keysBuf[i * 17 + 8] = 0x5f;
}
const key = (i: number) => keysBuf.subarray(i * 17, i * 17 + 17);
let t0 = performance.now();
let maxCommit = 0,
  commitSum = 0;
for (let b = 0; b < N; b += 10000) {
  const tx = db.beginWrite();
  const k = tx.createBucketIfMissing('key');
  k.fillPercent = 0.9;
  for (let i = b; i < b + 10000; i++) k.put(key(i), value);
  const c0 = performance.now();
  await tx.commit();
  const c = performance.now() - c0;
  commitSum += c;
  if (c > maxCommit) maxCommit = c;
}
let t = performance.now() - t0;
console.log(
  'put/s',
  Math.round((N / t) * 1000),
  'commit avg',
  (commitSum / (N / 10000)).toFixed(2),
  'max',
  maxCommit.toFixed(2),
  'rss',
  Math.round(process.memoryUsage().rss / 1e6),
);
const r = db.beginRead();
const kb = r.bucket('key')!;
for (const range of [10_000, 100_000, 1_000_000]) {
  for (let round = 0; round < 3; round++) {
    let x = 12345;
    t0 = performance.now();
    let sum = 0;
    for (let i = 0; i < 500_000; i++) {
      x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
      sum += kb.get(key((x >>> 8) % range))!.length;
    }
    t = performance.now() - t0;
    console.log('get/s range', range, Math.round((500_000 / t) * 1000), sum);
  }
}
const tx = db.beginWrite();
const k = tx.bucket('key')!;
for (let i = 0; i < 5000; i++) k.put(key(i), value);
{
  let x = 12345;
  t0 = performance.now();
  let sum = 0;
  for (let i = 0; i < 500_000; i++) {
    x = (Math.imul(x, 1103515245) + 12345) & 0x7fffffff;
    sum += k.get(key((x >>> 8) % 100000))!.length;
  }
  t = performance.now() - t0;
  console.log('get/s via write tx', Math.round((500_000 / t) * 1000), sum);
}
