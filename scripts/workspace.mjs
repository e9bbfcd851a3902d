// Installs and builds the workspace when that is needed. Runs on the machine's own Node (20 or newer), before the pinned
// Node 26 is there, so it is plain JavaScript on Node's own modules.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const stampFolder = join(root, 'node_modules', '.quorate');
const memberFolders = ['packages', 'apps', 'tools'];
const pnpmPackage = `pnpm@${JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).packageManager.split('@')[1]}`;

/** The environment of every script: the pinned Node first in PATH, no telemetry, no npm settings that leak in. */
export function scriptEnvironment() {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1', DO_NOT_TRACK: '1' };
  for (const name of Object.keys(env)) {
    if (name.startsWith('npm_config_') && name !== 'npm_config_registry') delete env[name];
  }
  env.PATH = [join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  return env;
}

/** Runs a program in the root with its output passed on; returns its status. */
export function tryRun(program, args) {
  const result = spawnSync(program, args, { cwd: root, stdio: 'inherit', env: scriptEnvironment() });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

/** The same, but ends this process with the program's status if it fails. */
export function run(program, args) {
  const status = tryRun(program, args);
  if (status !== 0) process.exit(status);
}

/** Runs pnpm and keeps what it prints to itself, unless it fails: then all of it goes to standard error, and this process ends. */
function quietPnpm(what, args) {
  console.error(`quorate: ${what}`);
  const result = spawnSync('npx', ['-y', pnpmPackage, ...args], {
    cwd: root,
    env: scriptEnvironment(),
    encoding: 'utf8',
  });
  if (result.error) throw result.error;
  if (result.status === 0) return;
  process.stderr.write(result.stdout + result.stderr);
  process.exit(result.status ?? 1);
}

/** Runs pnpm with its output passed on; returns its status. It comes through npx and needs no installation of its own. */
export function tryPnpm(args) {
  return tryRun('npx', ['-y', pnpmPackage, ...args]);
}

function stampIs(name, value) {
  const path = join(stampFolder, name);
  return existsSync(path) && readFileSync(path, 'utf8') === value;
}

function setStamp(name, value) {
  mkdirSync(stampFolder, { recursive: true });
  writeFileSync(join(stampFolder, name), value);
}

function packageFolders() {
  return memberFolders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder)).map((name) => join(root, folder, name)))
    .filter((folder) => existsSync(join(folder, 'package.json')));
}

function installFingerprint() {
  const hash = createHash('sha256');
  const manifests = packageFolders().map((folder) => join(folder, 'package.json'));
  for (const file of [join(root, 'package.json'), join(root, 'pnpm-lock.yaml'), ...manifests]) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

function addSources(hash, folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      addSources(hash, path);
    } else {
      const { size, mtimeMs } = statSync(path);
      hash.update(`${path}:${size}:${mtimeMs};`);
    }
  }
}

function buildFingerprint() {
  const hash = createHash('sha256');
  for (const folder of packageFolders()) {
    if (existsSync(join(folder, 'src'))) addSources(hash, join(folder, 'src'));
    // A build that somebody deleted must be made again.
    hash.update(existsSync(join(folder, 'dist')) ? 'built' : 'missing');
  }
  return hash.digest('hex');
}

/** Installs the locked dependencies unless the manifests are the ones that were installed last. */
export function ensureInstalled() {
  const fingerprint = installFingerprint();
  if (stampIs('installed', fingerprint)) return;
  quietPnpm('installing the locked dependencies', ['install', '--frozen-lockfile']);
  setStamp('installed', fingerprint);
}

/** Builds every package unless no source has changed since the last build. */
export function ensureBuilt() {
  if (stampIs('built', buildFingerprint())) return;
  quietPnpm('building', ['exec', 'turbo', 'run', 'build', '--output-logs=errors-only']);
  setStamp('built', buildFingerprint());
}
