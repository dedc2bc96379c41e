import { cpSync } from 'node:fs';
import { join } from 'node:path';

const { GITHUB_WORKSPACE: workspace, INPUT_NAME: name, STAND_IN_KEPT: kept } = process.env;
cpSync(join(kept, 'artifacts', name), workspace, { recursive: true });
