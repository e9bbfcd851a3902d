import type { RaftSnapshot } from '@quorate/protocol';
import type { RaftConfig } from '../config.ts';
import type { Environment } from './environment.ts';
import { TraceError, truth, wholeNumber } from './trace-arguments.ts';
import type { TraceArgument } from './trace-file.ts';
import { TraceNode } from './trace-node.ts';

type NodeOptions = { -readonly [Key in keyof Omit<RaftConfig, 'id' | 'storage'>]: RaftConfig[Key] };

/** Every election waits as long as it may, unless a trace sets the timeout itself. */
const longestTimeout = { below: (bound: number) => bound - 1 };

const setters: Readonly<Record<string, (options: NodeOptions, value: string) => void>> = {
  inflight: (options, value) => {
    options.inflightMessagesMax = wholeNumber(value);
  },
  'async-storage-writes': (options, value) => {
    options.asyncStorageWrites = truth(value);
  },
  prevote: (options, value) => {
    options.preVote = truth(value);
  },
  checkquorum: (options, value) => {
    options.checkQuorum = truth(value);
  },
  'max-committed-size-per-ready': (options, value) => {
    options.committedBytesPerReadyMax = wholeNumber(value);
  },
  'disable-conf-change-validation': (options, value) => {
    options.disableConfChangeValidation = truth(value);
  },
  'read-only': (options, value) => {
    if (value !== 'safe' && value !== 'lease-based') throw new TraceError(`invalid read-only option "${value}"`);
    options.readOnly = value;
  },
  'step-down-on-removal': (options, value) => {
    options.stepDownOnRemoval = truth(value);
  },
};

/** `add-nodes N [key=value …]` */
export function addNodes(environment: Environment, words: readonly TraceArgument[]): void {
  const [count, ...rest] = words;
  if (count === undefined) throw new TraceError('the number of nodes is missing');
  const options: NodeOptions = {
    electionTicks: 3,
    heartbeatTicks: 1,
    random: longestTimeout,
    inflightMessagesMax: Number.POSITIVE_INFINITY,
  };
  const start = startOf(rest);
  for (const { key, values } of rest) {
    const set = setters[key];
    for (const value of values) set?.(options, value);
    if (set === undefined && !startKeys.has(key)) throw new TraceError(`unknown option ${key}`);
  }
  const isEmpty = !rest.some(({ key }) => startKeys.has(key));
  if (!isEmpty && start.metadata.index <= 1) throw new TraceError('index must be specified as > 1 due to bootstrap');
  for (let at = 0; at < wholeNumber(count.key); at++) {
    const id = BigInt(environment.nodes.length + 1);
    environment.nodes.push(new TraceNode({ ...options, id, appliedIndex: start.metadata.index }, start, isEmpty));
  }
}

const startKeys = new Set(['voters', 'learners', 'index', 'content']);

/** The snapshot from which the nodes start. */
function startOf(words: readonly TraceArgument[]): RaftSnapshot {
  const values = (key: string) => words.filter((word) => word.key === key).flatMap((word) => word.values);
  const index = Number(values('index').at(-1) ?? 0);
  return {
    data: new TextEncoder().encode(values('content').join('')),
    metadata: {
      confState: {
        voters: values('voters').map(BigInt),
        learners: values('learners').map(BigInt),
        votersOutgoing: [],
        learnersNext: [],
        autoLeave: false,
      },
      index,
      term: index > 0 ? 1 : 0,
    },
  };
}
