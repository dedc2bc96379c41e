/** A relative path in the form in which two writings of one file are equal. On Windows a backslash parts folders too, and no name has one. */
export function normalPath(path: string, platform: NodeJS.Platform = process.platform): string {
  return path
    .split(platform === 'win32' ? /[/\\]/ : '/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}
