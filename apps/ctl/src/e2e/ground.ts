import { type CertificateFiles, Cluster, MemberProcess, tlsFlags } from './harness.ts';
import type { Whose } from './run-tool.ts';

/** The servers of one tool. */
export interface Place extends AsyncDisposable {
  readonly members: readonly MemberProcess[];
  /** How the tool reaches them. */
  readonly flags: readonly string[];
}

/** Servers for each tool, so that both go through the same history. */
export class Ground implements AsyncDisposable {
  readonly #places: Readonly<Record<Whose, Place>>;
  /** What `$NAME` in the words of steps stands for. */
  readonly #variables: Readonly<Record<Whose, Map<string, string>>>;

  private constructor(etcd: Place, ours: Place, variables: Readonly<Record<string, string>>) {
    this.#places = { etcd, ours };
    const known = ({ members: [first] }: Place) => {
      const endpoint = first?.endpoint ?? '';
      const own = { ENDPOINT: endpoint, ADDRESS: endpoint.replace(/^https?:\/\//, '') };
      return new Map(Object.entries({ ...own, ...variables }));
    };
    this.#variables = { etcd: known(etcd), ours: known(ours) };
  }

  /**
   * Starts both.
   *
   * @param variables further `$NAME`s, the same for both
   */
  static async start(
    start: (whose: Whose) => Promise<Place>,
    variables: Readonly<Record<string, string>> = {},
  ): Promise<Ground> {
    const [etcd, ours] = await Promise.all([start('etcd'), start('ours')]);
    return new Ground(etcd, ours, variables);
  }

  place(whose: Whose): Place {
    return this.#places[whose];
  }

  /** From here on `$name` stands for this. */
  set(whose: Whose, name: string, value: string): void {
    this.#variables[whose].set(name, value);
  }

  /** A step's words with what they stand for. */
  words(whose: Whose, args: readonly string[]): string[] {
    const variables = this.#variables[whose];
    return args.map((word) => word.replace(/\$([A-Z0-9]+)/g, (_, name: string) => variables.get(name) ?? `no-${name}`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all([this.#places.etcd[Symbol.asyncDispose](), this.#places.ours[Symbol.asyncDispose]()]);
  }
}

/** A member that is a cluster of its own; with certificates it wants one of its clients too. */
export async function alone(kind: 'etcd' | 'quorate', certificates?: CertificateFiles): Promise<Place> {
  const secure = certificates && ({ scheme: 'https', flags: tlsFlags(certificates) } as const);
  const peers = certificates && ({ peerScheme: 'https' } as const);
  const member = await MemberProcess.single({ kind, name: 'default', ...secure, ...peers });
  const { ca, cert, key } = certificates ?? { ca: '', cert: '', key: '' };
  const tls = certificates === undefined ? [] : ['--cacert', ca, '--cert', cert, '--key', key];
  return {
    members: [member],
    flags: ['--endpoints', member.endpoint, ...tls],
    [Symbol.asyncDispose]: () => member[Symbol.asyncDispose](),
  };
}

/** Three members of etcd. */
export async function threeMembers(): Promise<Place> {
  const cluster = await Cluster.start([{ kind: 'etcd' }, { kind: 'etcd' }, { kind: 'etcd' }]);
  return {
    members: cluster.members,
    flags: ['--endpoints', cluster.endpoints.join(',')],
    [Symbol.asyncDispose]: () => cluster[Symbol.asyncDispose](),
  };
}
