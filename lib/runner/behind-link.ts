import { type LinkOptions, openLink } from "../net/proxy.js";
import type { Testbed } from "./testbed.js";

/** The same devices, their control connections at the end of another link; for tests and benchmarks. */
export function behindLink(bed: Testbed, how: LinkOptions): Testbed {
  return {
    ...bed,
    acquire: async (wanted) => {
      const sut = await bed.acquire(wanted);
      const links = new Map<4 | 6, ReturnType<typeof openLink>>();
      return {
        ...sut,
        endpoint: async (family) => {
          const endpoint = await sut.endpoint(family);
          if (endpoint === undefined) return undefined;
          const key = family ?? 4;
          const link = links.get(key) ?? openLink(endpoint, how);
          links.set(key, link);
          return { ...endpoint, port: (await link).port };
        },
        release: async () => {
          for (const link of links.values()) await (await link).close();
          await sut.release();
        },
      };
    },
  };
}
