import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { PutRequest, services } from '@quorate/protocol';
import { theKey, value } from '../generator/keys.ts';
import type { BenchOptions } from '../options/bench-options.ts';
import { startProcess } from '../process/run-process.ts';
import { rateText } from '../report/number-text.ts';
import { layOut } from '../report/table.ts';
import { shapeName } from '../scenarios/shape.ts';
import { runGenerator } from './generator.ts';
import { measure } from './h2load.ts';

const responder = fileURLToPath(new URL('./responder.ts', import.meta.url));

/** Measures both generators against a server that only answers: no figure of a real server can be higher than that. Returns a table. */
export async function measureCeiling(options: BenchOptions, port: number): Promise<string> {
  const child = startProcess(process.execPath, [...process.execArgv, responder, String(port)], {
    cpus: options.serverCpus,
  });
  if (child.stdout === null) throw new Error('the responder has no output');
  await once(child.stdout, 'data');
  const endpoint = `http://127.0.0.1:${port}`;
  const { path } = services['etcdserverpb.KV'].Put;
  const message = PutRequest.encode(PutRequest.create({ key: theKey, value }));
  const rows = [['ceiling, requests/s', 'h2load', 'our generator']];
  for (const shape of options.shapes) {
    const { seconds, warmUpSeconds, loadCpus, keys } = options;
    const plan = { shape, seconds, warmUpSeconds, cpus: loadCpus };
    const byH2load = await measure(endpoint, path, message, plan);
    const ours = await runGenerator(
      { kind: 'calls', work: 'put-many', endpoints: [endpoint], ...shape, seconds, warmUpSeconds, keys, seed: 1 },
      loadCpus,
    );
    rows.push([shapeName(shape), rateText(byH2load.requestsPerSecond), rateText(ours.requestsPerSecond)]);
  }
  child.stdin?.end();
  await once(child, 'exit');
  return layOut(rows, 1);
}
