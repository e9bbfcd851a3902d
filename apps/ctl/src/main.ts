#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { basename } from 'node:path';

// Starting is most of the time of a short command: what was compiled once is kept.
enableCompileCache();
const { loadTool, processIo, runCtl } = await import('@quorate/ctl');
const { databaseWorks } = await import('./database/database-works.ts');
const name = process.env.QUORATECTL_NAME ?? basename(process.argv[1] ?? '');
process.exit(await runCtl(await loadTool(name, databaseWorks), process.argv.slice(2), processIo()));
