import { d as hideSecretsOf, f as hideSecretsOfHistory, l as hideKeyForms, u as hidePolicySecrets } from "./gateways.mjs";

export { hideSecretsOf };