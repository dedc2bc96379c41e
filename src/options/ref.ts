/** True for text that git can only take for one revision: no option, no range, no path behind a colon. */
export function isRef(text: string): boolean {
  return /^[^-\s:^.][^\s:]*$/.test(text) && !text.includes('..');
}
