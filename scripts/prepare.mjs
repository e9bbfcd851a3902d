// Installs and builds what is missing or out of date; says nothing when there is nothing to do.
import { ensureBuilt, ensureInstalled } from './workspace.mjs';

ensureInstalled();
ensureBuilt();
