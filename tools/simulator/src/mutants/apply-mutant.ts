import { registerHooks } from 'node:module';
import { mutants } from './mutants.ts';

/** Loaded before everything else (`node --import`): puts the bug that `SIMULATOR_MUTANT` names into the source as it is loaded. */
const mutant = mutants.find(({ name }) => name === process.env.SIMULATOR_MUTANT);
if (!mutant) throw new Error(`SIMULATOR_MUTANT names no mutant: ${process.env.SIMULATOR_MUTANT}`);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(`/${mutant.file}`)) return loaded;
    const source = Buffer.from(loaded.source as Uint8Array).toString();
    if (source.split(mutant.find).length !== 2)
      throw new Error(`mutant ${mutant.name} does not fit ${mutant.file} any more`);
    return { ...loaded, source: source.replace(mutant.find, () => mutant.replace) };
  },
});
