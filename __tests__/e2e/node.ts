import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname, '..', '..');

/**
 * The node that runs the bundles: the runner's own major version where it was installed into .cache (CONTRIBUTING.md says how), else the
 * one that runs the tests. action.yml says `using: node24`, so only the former is the real thing.
 */
const RUNNER_NODE = join(ROOT, '.cache', 'node24', 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node');

export const NODE = existsSync(RUNNER_NODE) ? RUNNER_NODE : process.execPath;

/** Part of every suite's name, so that the output says which node was tested. */
export const NODE_NAME = `node ${execFileSync(NODE, ['--version'], { encoding: 'utf8' }).trim()}`;
