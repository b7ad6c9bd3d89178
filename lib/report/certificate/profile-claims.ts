/** Whether the claims by which the cases were selected are those of the profile in the bundle. */
import { isDeepStrictEqual } from "node:util";
import { YamlSource } from "../../files/yaml-source.js";
import { claimsOf } from "../../runner/claims.js";
import type { RunClaims, RunHeader } from "../../runner/journal.js";
import type { Case } from "../../suite/case.js";

type Checked = Pick<RunClaims, "configured" | "arranged" | "provokes" | "users">;

/** What the profile states, as its copy has it. */
interface Stated {
  name?: string;
  config?: string[];
  arranged?: string[];
  faults?: string[];
  hooks?: { provoke?: string };
  accounts?: Partial<Record<"root" | "guest", { user: string }>>;
  capabilities?: Record<string, boolean>;
}

/** @returns what the journal claims and the profile does not; of an embedded device there is no profile */
export function wrongClaims(
  header: RunHeader,
  stated: ReadonlyMap<string, boolean>,
  chosen: readonly Case[],
  profile: string | undefined,
): string | undefined {
  if (header.target.kind === "embedded")
    return profile === undefined ? undefined : "an embedded device has no profile";
  const said =
    profile === undefined ? undefined : (new YamlSource("profile.yaml", profile).data as Stated | null);
  if (said?.name !== undefined && said.name !== header.target.name) return "the profile is of another device";
  for (const [name, present] of stated) {
    if (said?.capabilities?.[name] !== present)
      return `the profile does not say that ${name} is ${present ? "present" : "absent"}`;
  }
  const capabilities = new Map(Object.entries(header.capabilities));
  const none = { root: undefined, guest: undefined };
  const claims = claimsOf(
    chosen,
    {
      configured: (line) => said?.config?.includes(line) === true,
      arranged: (name) => said?.arranged?.includes(name) === true,
      provokes: (fault) =>
        said?.hooks?.provoke !== undefined && (said.faults === undefined || said.faults.includes(fault)),
      image: () => undefined,
      accounts: none,
    },
    capabilities,
    new Map(),
  );
  const { root, guest } = said?.accounts ?? {};
  const users = { root: root?.user ?? null, guest: guest?.user ?? null };
  const wanted: Checked = { ...claims, users: said === undefined ? header.claims.users : users };
  const differs = (["configured", "arranged", "provokes", "users"] as const).find(
    (name) => !isDeepStrictEqual(wanted[name], header.claims[name]),
  );
  return differs && `the profile does not make the claims that the run had (${differs})`;
}
