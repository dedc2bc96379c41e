import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const { GITHUB_WORKSPACE: workspace, INPUT_SARIF_FILE: file, INPUT_CATEGORY: category, STAND_IN_KEPT: kept } = process.env;
const log = JSON.parse(readFileSync(resolve(workspace, file), 'utf8'));
if (log.version !== '2.1.0') throw new Error(`not SARIF 2.1.0: ${log.version}`);
mkdirSync(kept, { recursive: true });
writeFileSync(join(kept, 'code-scanning.json'), JSON.stringify({ category, log }));
