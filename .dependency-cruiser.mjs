/**
 * The layers of the house (docs/architecture.md): a package may use only what stands in its own row. The tidy test checks that
 * this table and the packages' manifests agree.
 */
export const layers = {
  ports: [],
  'node-ports': ['ports'],
  'simulated-ports': ['ports'],
  'go-duration': [],
  failpoints: ['ports', 'go-duration'],
  crc32c: [],
  linearizability: [],
  protocol: [],
  raft: ['protocol'],
  wal: ['ports', 'crc32c', 'protocol'],
  bbolt: ['ports', 'crc32c'],
  snapshot: ['ports', 'crc32c', 'bbolt', 'wal', 'protocol'],
  'mvcc-store': ['ports', 'crc32c', 'bbolt', 'protocol'],
  lease: ['ports', 'mvcc-store', 'bbolt', 'protocol'],
  http2: [],
  'grpc-server': ['http2', 'protocol'],
  peer: ['ports', 'protocol'],
  member: ['ports', 'protocol', 'raft', 'wal', 'bbolt', 'snapshot', 'mvcc-store', 'lease'],
  client: ['protocol'],
  ctl: ['client', 'snapshot', 'ports', 'node-ports', 'protocol', 'go-duration'],
};

/** Tests may use these besides: they stand in for the machine. */
const forTests = ['simulated-ports', 'node-ports', 'ports'];

const folder = (names) => `^packages/(${names.join('|')})/`;

const layerRules = Object.entries(layers).flatMap(([name, below]) => [
  {
    name: `layer-${name}`,
    comment: `packages/${name} may only depend on: ${below.join(', ') || 'nothing in this repository'}`,
    severity: 'error',
    from: { path: `^packages/${name}/src/`, pathNot: '\\.(test|bench)\\.ts$|/testdata/|/bench/|/e2e/' },
    to: {
      path: '^(packages|apps|tools)/',
      pathNot: [folder([name, ...below]), ...(name === 'client' ? ['^apps/server/src/index'] : [])],
    },
  },
  {
    name: `layer-${name}-tests`,
    comment: `tests of packages/${name} may use its own layers and the simulated and real ports`,
    severity: 'error',
    from: { path: `^packages/${name}/.*(\\.(test|bench)\\.ts$|/testdata/|/bench/)` },
    to: { path: '^(packages|apps)/', pathNot: folder([name, ...below, ...forTests]) },
  },
]);

export default {
  forbidden: [
    ...layerRules,
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'apps-are-tops',
      comment: "the client's test server is the one exception: it runs the real server, if that is installed",
      severity: 'error',
      from: { path: '^packages/', pathNot: '^packages/client/src/testing/' },
      to: { path: '^apps/' },
    },
    {
      name: 'through-the-front-door',
      comment: 'another package is used through its index.ts (or a named entry), never through a file inside it',
      severity: 'error',
      from: { path: '^(packages|apps|tools)/([^/]+)/' },
      to: {
        path: '^packages/([^/]+)/src/',
        pathNot: ['^packages/$2/', '^packages/[^/]+/src/[a-z-]*index\\.ts$', '^packages/[^/]+/src/[a-z0-9-]+\\.ts$'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|node_modules|coverage)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@quorate/source', 'import', 'node', 'default'],
      extensions: ['.ts', '.mjs', '.js'],
    },
    tsPreCompilationDeps: true,
    parser: 'acorn',
  },
};
