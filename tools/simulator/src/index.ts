export { type Arguments, parseArguments } from './cli/parse-arguments.ts';
export { type Runner, runHere, runSeeds } from './cli/run-seeds.ts';
export { describeFault, type FaultKind, faultKinds, type PlannedFault } from './faults/fault-plan.ts';
export { shrinkPlan } from './run/shrink-plan.ts';
export { type RunOptions, type RunResult, simulate } from './run/simulate.ts';
