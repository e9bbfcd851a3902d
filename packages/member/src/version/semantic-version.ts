/** The version of etcd whose wire and disk contract this is; what clients and peers parse. */
export const etcdVersion = '3.7.1';

/** The oldest cluster version that this member can work in. */
export const clusterVersionMin = '3.0.0';

/** A version as etcd compares them; pre-release and build parts are left aside. */
export interface SemanticVersion {
  readonly major: number;
  readonly minor: number;
  readonly patch: number;
}

/** Reads `3.7.1` or `3.7`; undefined when it is neither. */
export function parseVersion(text: string): SemanticVersion | undefined {
  const match = /^(\d{1,9})\.(\d{1,9})(?:\.(\d{1,9}))?(?:[-+].*)?$/.exec(text);
  if (!match) return undefined;
  return { major: Number(match[1]), minor: Number(match[2]), patch: Number(match[3] ?? 0) };
}

/** Below zero, zero or above zero as `a` is older than, the same as or newer than `b`. */
export function compareVersions(a: SemanticVersion, b: SemanticVersion): number {
  return a.major - b.major || a.minor - b.minor || a.patch - b.patch;
}

/** `3.7.1` for a version. */
export function formatVersion(version: SemanticVersion): string {
  return `${version.major}.${version.minor}.${version.patch}`;
}

/** The cluster version that a member's version allows: its major and minor. */
export function clusterVersionOf(version: SemanticVersion): SemanticVersion {
  return { ...version, patch: 0 };
}
