/**
 * The pathname that the text of a 257 tells: in double quotes, a quote in it doubled (RFC 959 appendix II).
 * @returns undefined where there is none, or where it holds an octet that is not printable ASCII: nobody sends that back in a command
 */
export function pathnameIn(text: string): string | undefined {
  const pathname = /"((?:[^"]|"")*)"/.exec(text)?.[1]?.replaceAll('""', '"');
  return pathname === undefined || pathname === "" || !/^[ -~]*$/.test(pathname) ? undefined : pathname;
}
