import type { Plugin } from 'rolldown';

export declare function packageRoot(id: string): string | undefined;
export declare function readLicence(root: string): {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly texts: readonly string[];
};
export declare function licencesOf(moduleIds: Iterable<string>): string;
export declare function licences(): Plugin;
