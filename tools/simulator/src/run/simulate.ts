import { SeededRandom, VirtualClock } from '@quorate/simulated-ports';
import { AgreedHistory } from '../checks/agreed-history.ts';
import { checkHistories } from '../checks/check-histories.ts';
import { checkNotExpiredEarly } from '../checks/lease-check.ts';
import { checkExclusive } from '../checks/lock-check.ts';
import { RaftSafety } from '../checks/raft-safety.ts';
import { checkRefusedWrites } from '../checks/refused-check.ts';
import { type Violation, Violations } from '../checks/violation.ts';
import { makeClients } from '../clients/make-clients.ts';
import { Observed } from '../clients/observed.ts';
import { SimulatedCluster } from '../cluster/simulated-cluster.ts';
import { FaultInjector } from '../faults/fault-injector.ts';
import { type FaultKind, type PlannedFault, planFaults } from '../faults/fault-plan.ts';
import { Operator } from '../faults/operator.ts';
import { Trace } from '../trace/trace.ts';
import { checkHealed } from './check-healed.ts';
import { passTime } from './pass-time.ts';
import { type Settings, settingsOf } from './settings.ts';

export interface RunOptions {
  readonly seed: number;
  /** Only these faults of the plan, by number; all of them unless given. */
  readonly faults?: readonly number[];
  /** Only faults of these kinds, all of them; the seed's own choice unless given. */
  readonly kinds?: readonly FaultKind[] | undefined;
  /** In place of what the seed says. */
  readonly settings?: Partial<Settings> | undefined;
  /** Hears the run event by event. */
  readonly trace?: (line: string) => void;
}

/** What a run came to. */
export interface RunResult {
  readonly seed: number;
  readonly settings: Settings;
  readonly plan: readonly PlannedFault[];
  /** The first broken promise; undefined when all were kept. */
  readonly violation: Violation | undefined;
  readonly simulatedMs: number;
  readonly events: number;
  readonly revisions: number;
  readonly acknowledged: number;
  readonly terms: number;
  readonly undecidedHistories: number;
  readonly faultCounts: ReadonlyMap<FaultKind, number>;
}

/** One cluster and its clients, from the first start to the last check, decided by the seed alone. */
export async function simulate(options: RunOptions): Promise<RunResult> {
  const { seed, faults, kinds, trace: listener } = options;
  const random = new SeededRandom(seed);
  const settings = { ...settingsOf(random.fork('settings')), ...options.settings };
  const drawn = planFaults(random.fork('plan'), settings.faultsMs, kinds);
  const plan = drawn.filter(({ number }) => !faults || faults.includes(number));
  const clock = new VirtualClock();
  const violations = new Violations();
  const trace = new Trace(clock, listener);
  const history = new AgreedHistory(violations);
  const safety = new RaftSafety(violations);
  const cluster = new SimulatedCluster({
    clock,
    random: random.fork('cluster'),
    settings,
    trace,
    violations,
    history,
    safety,
  });
  const observed = new Observed();
  const operator = new Operator(cluster);
  const injector = new FaultInjector(cluster, operator);
  const clients = makeClients(cluster, observed, settings);
  trace.tell('run', () => `seed ${seed}: ${JSON.stringify(settings)}`);
  const onStray = (error: unknown) => violations.addError('no stray rejection', error);
  process.on('unhandledRejection', onStray);
  let undecidedHistories = 0;
  try {
    injector.start(plan);
    for (const client of clients.all) client.start();
    await passTime(clock, settings.faultsMs, violations);
    trace.tell('run', () => 'faults end');
    injector.heal();
    await checkHealed({ clock, cluster, operator, clients, observed, history, violations });
    if (!violations.first) {
      for (const { leases } of clients.leases) {
        for (const lease of leases) checkNotExpiredEarly(history, lease, 1 + settings.driftMax);
      }
      checkRefusedWrites(history, observed);
      checkExclusive(clients.lockers.flatMap(({ holdings }) => holdings));
      undecidedHistories = checkHistories(history, observed.operations);
    }
  } catch (error) {
    violations.addError('no exception', error);
  } finally {
    process.off('unhandledRejection', onStray);
  }
  const { first } = violations;
  if (first) trace.tell('run', () => `broken promise: ${first.message}`);
  return {
    seed,
    settings,
    plan,
    violation: first,
    simulatedMs: clock.monotonicMs(),
    events: cluster.events,
    revisions: history.lastRevision,
    acknowledged: observed.acknowledged,
    terms: safety.terms,
    undecidedHistories,
    faultCounts: injector.counts,
  };
}
