export { type Finding, openRepository, type Repository } from './repository/repository.ts';
export { corePackages, forbiddenInCore } from './rules/forbidden-in-core.ts';
export { generatedCode } from './rules/generated-code.ts';
export { type Layers, layersAgree } from './rules/layers-agree.ts';
export { packageHygiene } from './rules/package-hygiene.ts';
export { rootScripts } from './rules/root-scripts.ts';
export { sourceStyle } from './rules/source-style.ts';
export { tracesOfMachines } from './rules/traces-of-machines.ts';
