#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { basename } from 'node:path';

// Starting is most of the time of a short command; compiled code is kept in the user's cache.
enableCompileCache();
const { loadTool, processIo, runCtl } = await import('@quorate/ctl');
const name = process.env.QUORATECTL_NAME ?? basename(process.argv[1] ?? '');
const code = await runCtl(await loadTool(name), process.argv.slice(2), processIo());
process.exit(code);
