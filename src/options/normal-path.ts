/** A relative path in the form in which two writings of one file are equal. */
export function normalPath(path: string): string {
  return path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');
}
