import { type Finding, findLines, type Repository } from '../repository/repository.ts';

/** Put together from parts, so that this file does not contain what it looks for. */
const folders = ['main', 'shared', 'steering', '\\.library'].join('|');
const machine = new RegExp(
  [
    `/work/(?:${folders})\\b`,
    `/${'farm'}/`,
    `/${'root'}/\\.`,
    `/tmp/${'brief'}`,
    `registry\\.${'npmjs'}`,
    `deb\\.${'debian'}`,
  ].join('|'),
);

/** Finds paths of somebody's machine, and registries that not everybody uses. The lockfile is pnpm's business. */
export function tracesOfMachines(repository: Repository): Finding[] {
  return repository.paths
    .filter((path) => path !== 'pnpm-lock.yaml')
    .flatMap((path) => findLines(path, repository.text(path), machine, (match) => `names ${match}`));
}
