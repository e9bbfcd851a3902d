import { simulate } from './run/simulate.ts';

const seed = Number(process.argv[2]);
const n = Number(process.argv[3] ?? 1);
const trace = process.argv[4] === 't';
for (let s = seed; s < seed + n; s++) {
  const t = performance.now();
  const r = await simulate({ seed: s, ...(trace ? { trace: console.log } : {}) });
  const ms = performance.now() - t;
  console.log(
    s,
    r.violation?.message.slice(0, 1500) ?? 'ok',
    Math.round(ms),
    'ms',
    Math.round(r.simulatedMs / 1000),
    's',
    r.events,
    'ev',
    Math.round(r.events / ms),
    'ev/ms',
    'rev',
    r.revisions,
    'terms',
    r.terms,
    'und',
    r.undecidedHistories,
    [...r.faultCounts].map(([k, v]) => k + v).join(' '),
  );
}
