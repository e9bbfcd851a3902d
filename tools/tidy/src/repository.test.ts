import { fileURLToPath, pathToFileURL } from 'node:url';
import { generate } from '@quorate/protogen';
import { describe, expect, it } from 'vitest';
import { openRepository } from './repository/repository.ts';
import { forbiddenInCore } from './rules/forbidden-in-core.ts';
import { generatedCode } from './rules/generated-code.ts';
import { type Layers, layersAgree } from './rules/layers-agree.ts';
import { packageHygiene } from './rules/package-hygiene.ts';
import { rootScripts } from './rules/root-scripts.ts';
import { sourceStyle } from './rules/source-style.ts';
import { tracesOfMachines } from './rules/traces-of-machines.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const repository = openRepository(root);

describe('in this repository', () => {
  it('git tracks files', () => {
    expect(repository.paths.length).toBeGreaterThan(100);
  });

  it('the core packages leave time, randomness, disk and network to their ports', () => {
    expect(forbiddenInCore(repository)).toEqual([]);
  });

  it('the layer table and the manifests agree', async () => {
    const { layers }: { layers: Layers } = await import(pathToFileURL(`${root}.dependency-cruiser.mjs`).href);
    expect(layersAgree(repository, layers)).toEqual([]);
  });

  it('every package has what a package has', () => {
    expect(packageHygiene(repository)).toEqual([]);
  });

  it('no file names a path of a machine or a registry', () => {
    expect(tracesOfMachines(repository)).toEqual([]);
  });

  it('sources are finished, short, and all tests run', () => {
    expect(sourceStyle(repository)).toEqual([]);
  });

  it('the root keeps its promises', () => {
    expect(rootScripts(repository)).toEqual([]);
  });

  it('the codecs are what protogen writes', () => {
    const wanted = generate(`${root}packages/protocol/proto`);
    expect(generatedCode(repository, 'packages/protocol/src/gen', wanted)).toEqual([]);
  });
});
