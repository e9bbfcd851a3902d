import { availableParallelism, tmpdir } from 'node:os';
import { parseArgs } from 'node:util';
import { allScenarios, type Scenario } from '../scenarios/scenario.ts';
import { parseShape, type Shape } from '../scenarios/shape.ts';
import { OptionError } from './option-error.ts';

/** Everything the command line decides. */
export interface BenchOptions {
  /** Folder of the etcd to compare with; without it only ours is measured. */
  readonly against: string | undefined;
  /** The program that is measured as ours; default: `bin/quorate` of this repository. */
  readonly ours: string | undefined;
  readonly rounds: number;
  /** How long one load is measured, after its warm-up. */
  readonly seconds: number;
  readonly warmUpSeconds: number;
  readonly scenarios: readonly Scenario[];
  readonly shapes: readonly Shape[];
  /** Keys of the loads that spread over many. */
  readonly keys: number;
  readonly members: 1 | 3;
  readonly tls: boolean;
  /** Idle connections, and idle watch streams, whose memory is measured; 0: none. */
  readonly idle: number;
  /** Processors of the servers as `taskset` takes them; undefined: all. */
  readonly serverCpus: string | undefined;
  /** Processors of the load. */
  readonly loadCpus: string | undefined;
  /** Only measure what the load generators can do. */
  readonly ceiling: boolean;
  /** Where the JSON and the picture go. */
  readonly out: string;
  /** Where data directories are made: a disk, not memory. */
  readonly directory: string;
}

/** What `--help` prints. */
export const usage = `Measures Quorate beside etcd with the same loads.

  npm run bench -- --against FOLDER [options]

  --against FOLDER       folder that holds etcd; without it only Quorate is measured
  --ours PROGRAM         the program to measure as ours (default: bin/quorate)
  --only NAME[,NAME]     loads to run: ${allScenarios.map(({ name }) => name).join(', ')},
                         or their first words (put, range)
  --shapes C×S[,C×S]     connections × streams (default: 1x1,10x10,10x100,100x10)
  --rounds N             how often everything is repeated, on fresh servers (default: 3)
  --seconds N            how long each load is measured (default: 5), after a warm-up of 1 s
  --quick                one round of 1 s, with the smallest and the largest shape
  --keys N               keys of the loads over many keys (default: 100000)
  --members 1|3          members of each cluster (default: 1)
  --tls                  clients speak TLS
  --idle N               also measures memory with N idle connections and N idle watch streams
  --fast-cpu-affinity one|both
                         one: servers on processor 0, the load on the others; both: everything anywhere (default)
  --ceiling              only measures what the load generators themselves can do
  --dir FOLDER           where data directories are made (default: ${tmpdir()})
  --out FOLDER           where results.json and results.svg go (default: bench-results)
`;

/** Reads the command line, without the program's name. Throws an `OptionError` that says what is wrong; undefined: `--help`. */
export function parseOptions(argv: readonly string[]): BenchOptions | undefined {
  const values = parse(argv);
  if (values.help === true) return undefined;
  const quick = values.quick === true;
  const members = count('--members', values.members ?? '1');
  if (members !== 1 && members !== 3) throw new OptionError(`--members is 1 or 3, not ${members}`);
  const idle = values.idle === undefined ? 0 : count('--idle', values.idle);
  return {
    against: values.against,
    ours: values.ours,
    rounds: count('--rounds', values.rounds ?? (quick ? '1' : '3')),
    seconds: duration('--seconds', values.seconds ?? (quick ? '1' : '5')),
    warmUpSeconds: quick ? 0.5 : 1,
    scenarios: chooseScenarios(values.only, members, idle),
    shapes: (values.shapes ?? (quick ? '1x1,100x10' : '1x1,10x10,10x100,100x10')).split(',').map(parseShape),
    keys: count('--keys', values.keys ?? '100000'),
    members,
    tls: values.tls === true,
    idle,
    ...affinity(values['fast-cpu-affinity'] ?? 'both'),
    ceiling: values.ceiling === true,
    out: values.out ?? 'bench-results',
    directory: values.dir ?? tmpdir(),
  };
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        against: { type: 'string' },
        ours: { type: 'string' },
        only: { type: 'string' },
        shapes: { type: 'string' },
        rounds: { type: 'string' },
        seconds: { type: 'string' },
        quick: { type: 'boolean' },
        keys: { type: 'string' },
        members: { type: 'string' },
        tls: { type: 'boolean' },
        idle: { type: 'string' },
        'fast-cpu-affinity': { type: 'string' },
        ceiling: { type: 'boolean' },
        dir: { type: 'string' },
        out: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    }).values;
  } catch (error) {
    throw new OptionError((error as Error).message);
  }
}

function count(option: string, text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new OptionError(`${option} is a whole number above 0, not ${text}`);
  return value;
}

function duration(option: string, text: string): number {
  const value = Number(text);
  if (!(value > 0 && value <= 3600)) throw new OptionError(`${option} is a number of seconds up to 3600, not ${text}`);
  return value;
}

function chooseScenarios(only: string | undefined, members: number, idle: number): Scenario[] {
  const possible = allScenarios.filter((scenario) => members >= scenario.membersMin);
  if (only?.split(',').includes('idle') && idle === 0) throw new OptionError('the load "idle" needs --idle N');
  if (only === undefined) return possible.filter(({ kind }) => kind !== 'idle' || idle > 0);
  const wanted = only.split(',');
  for (const name of wanted) {
    if (!possible.some((scenario) => matches(scenario, name))) {
      throw new OptionError(
        `--only: no load "${name}" with ${members} member(s); there are ${possible.map((s) => s.name).join(', ')}`,
      );
    }
  }
  const chosen = possible.filter((scenario) => wanted.some((name) => matches(scenario, name)));
  if (idle > 0 && !wanted.includes('idle')) return [...chosen, ...possible.filter(({ kind }) => kind === 'idle')];
  return chosen;
}

function matches(scenario: Scenario, name: string): boolean {
  return scenario.name === name || scenario.name.startsWith(`${name}-`);
}

function affinity(choice: string): Pick<BenchOptions, 'serverCpus' | 'loadCpus'> {
  if (choice === 'both') return { serverCpus: undefined, loadCpus: undefined };
  if (choice !== 'one') throw new OptionError(`--fast-cpu-affinity is one or both, not ${choice}`);
  const processors = availableParallelism();
  if (processors < 2) throw new OptionError('--fast-cpu-affinity one needs two processors');
  return { serverCpus: '0', loadCpus: processors === 2 ? '1' : `1-${processors - 1}` };
}
