import { registerHooks } from 'node:module';
import { mutants } from './mutants.ts';

/** Loaded before everything else (`node --import`): puts the bug that `SIMULATOR_MUTANT` names into the source as it is loaded. */
const mutant = mutants.find(({ name }) => name === process.env.SIMULATOR_MUTANT);
if (!mutant) throw new Error(`SIMULATOR_MUTANT names no mutant: ${process.env.SIMULATOR_MUTANT}`);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const edits = mutant.edits.filter(({ file }) => url.endsWith(`/${file}`));
    if (edits.length === 0) return loaded;
    let source = Buffer.from(loaded.source as Uint8Array).toString();
    for (const { file, find, replace } of edits) {
      if (source.split(find).length !== 2) throw new Error(`mutant ${mutant.name} does not fit ${file} any more`);
      source = source.replace(find, () => replace);
    }
    return { ...loaded, source };
  },
});
