// Writes the kept summaries and comments of typical runs anew, after a change on purpose: `npm run golden`.
// They are compared and written by one test, so that what is written is what is compared.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
const { status } = spawnSync(process.execPath, ['--experimental-vm-modules', jest, '__tests__/golden'], {
  cwd: root,
  env: { ...process.env, GOLDEN: 'write' },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
