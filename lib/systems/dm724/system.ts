import type { System } from "../system.js";
import { catalogue } from "./catalogue.js";
import { hazards } from "./hazards.js";

/** Dm 724-I, by its manual and by what we made of what that leaves open (AMB-nnn). */
export const dm724: System = {
  name: "dm724",
  catalogue,
  hazards,
  clause: {
    pattern: /^(?:Dm724-I [0-9A-Z]+(?:\.\d+)*|AMB-\d{3})$/,
    example: '"Dm724-I 3.9", "AMB-010"',
  },
  // How texts are compared and whether uploads to a sink are harmless depend on them.
  lookedFor: ["documented-texts", "test-mode"],
  textsWith: "documented-texts",
  models: async () => (await import("./reference.js")).models,
};
