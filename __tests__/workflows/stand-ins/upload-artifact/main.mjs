import { copyFileSync, mkdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

const { GITHUB_WORKSPACE: workspace, INPUT_NAME: name, INPUT_PATH: path, STAND_IN_KEPT: kept } = process.env;
const artifacts = join(kept, 'artifacts');
mkdirSync(artifacts, { recursive: true });
// The real one refuses a second artifact of the same name too; here mkdir does.
mkdirSync(join(artifacts, name));
copyFileSync(resolve(workspace, path), join(artifacts, name, basename(path)));
