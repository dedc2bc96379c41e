import { u as withPacedKeeping } from "./gateways.mjs";

export { withPacedKeeping };