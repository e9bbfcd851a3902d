import { describe, expect, it } from 'vitest';
import { clusterVersionOf, compareVersions, formatVersion, parseVersion } from './semantic-version.ts';

const version = (text: string) => {
  const parsed = parseVersion(text);
  if (!parsed) throw new Error(`no version: ${text}`);
  return parsed;
};

describe('versions', () => {
  it('compare by number, not by text', () => {
    expect(compareVersions(version('3.10.0'), version('3.9.9'))).toBeGreaterThan(0);
    expect(compareVersions(version('3.5'), version('3.5.0'))).toBe(0);
    expect(compareVersions(version('3.5.30-rc.1'), version('3.6.0'))).toBeLessThan(0);
  });

  it('refuse what is none', () => {
    for (const text of ['', '3', 'v3.5', 'not_decided', '3.5.x', '3.5.1.2']) expect(parseVersion(text)).toBeUndefined();
  });

  it('give the cluster version they allow', () => {
    expect(formatVersion(clusterVersionOf(version('3.7.1')))).toBe('3.7.0');
  });
});
