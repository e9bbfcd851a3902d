/** Loads whose every request has the same body go through h2load, the others through the generator of this package. */
export type ScenarioKind = 'fixed' | 'generated' | 'watch' | 'idle' | 'election';

/** Which request a fixed load repeats. */
export type FixedRequest = 'put' | 'range-linearizable' | 'range-serializable';

/** What our generator sends. */
export type GeneratedWork = 'put' | 'put-many' | 'mixed' | 'range-linearizable';

interface ScenarioBase {
  /** How the command line and the results call it; the first word names its family. */
  readonly name: string;
  /** How the table and the picture call it. */
  readonly title: string;
  /** Fewer members than this make no sense of it. */
  readonly membersMin: number;
  /** The keys of the many-key loads are written before. */
  readonly filled: boolean;
}

/** One kind of load, run in every shape. */
export type Scenario = ScenarioBase &
  (
    | { readonly kind: 'fixed'; readonly request: FixedRequest }
    | { readonly kind: 'generated'; readonly work: GeneratedWork }
    | { readonly kind: 'watch' | 'idle' | 'election' }
  );

/** Every load in the order in which it is run and printed. With three members, loads go to the leader unless they say otherwise. */
export const allScenarios: readonly Scenario[] = [
  { name: 'put-one', title: 'put, one key', kind: 'fixed', request: 'put', membersMin: 1, filled: false },
  { name: 'put-many', title: 'put, many keys', kind: 'generated', work: 'put-many', membersMin: 1, filled: false },
  {
    name: 'put-all',
    title: 'put, one key, to all members',
    kind: 'generated',
    work: 'put',
    membersMin: 3,
    filled: false,
  },
  {
    name: 'range-linearizable',
    title: 'range, linearizable',
    kind: 'fixed',
    request: 'range-linearizable',
    membersMin: 1,
    filled: false,
  },
  {
    name: 'range-serializable',
    title: 'range, serializable',
    kind: 'fixed',
    request: 'range-serializable',
    membersMin: 1,
    filled: false,
  },
  {
    name: 'range-all',
    title: 'range, linearizable, to all members',
    kind: 'generated',
    work: 'range-linearizable',
    membersMin: 3,
    filled: false,
  },
  {
    name: 'mixed',
    title: 'mixed, 80 % reads, many keys',
    kind: 'generated',
    work: 'mixed',
    membersMin: 1,
    filled: true,
  },
  { name: 'watch', title: 'watch fan-out, events', kind: 'watch', membersMin: 1, filled: false },
  { name: 'election', title: 'election after the leader’s kill', kind: 'election', membersMin: 3, filled: false },
  { name: 'idle', title: 'idle connections and watches', kind: 'idle', membersMin: 1, filled: false },
];

/** Whether the load's requests are spread over all members instead of the leader alone. */
export function goesToAll(scenario: Scenario): boolean {
  return scenario.name.endsWith('-all');
}
