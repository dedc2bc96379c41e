import { newRepositoryIn } from '../workspace/repository.js';
import type { Scene } from './harness.js';
import { PREVIOUS } from './policies.js';

/**
 * Makes the workspace a repository with two commits: PREVIOUS, which the gateways serve, and everything as it is in the workspace now.
 * @param file the policy file, from the workspace.
 * @param text its present state.
 */
export function commitAfterPrevious(scene: Scene, file: string, text: string): void {
  const repository = newRepositoryIn(scene.workspace);
  repository.commit({ [file]: PREVIOUS });
  repository.commit({ [file]: text });
}
