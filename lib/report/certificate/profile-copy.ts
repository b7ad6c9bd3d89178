import { parse, stringify } from "yaml";

/** What is nobody's business: passwords, and commands, which may hold the password of a power switch. */
const SECRETS: Readonly<Record<string, string>> = {
  password: "left out",
  recover: "a command, left out",
  provoke: "a command, left out",
};

/** A profile without its secrets and comments. @param text of a profile that was read without a fault */
export function profileCopy(text: string): string {
  return stringify(parse(text, { maxAliasCount: -1 }), (key: unknown, value: unknown) =>
    typeof key === "string" && typeof value === "string" && Object.hasOwn(SECRETS, key)
      ? SECRETS[key]
      : value,
  );
}
