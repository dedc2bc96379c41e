import { r as __toESM } from "./rolldown-runtime.mjs";
import { A as reachGateway, At as digestOf, Cn as duration, D as given, J as mapBounded, K as decode, L as literalSecrets, O as goldenCases, Ot as parseRuleSeverities, Pn as worst, Qn as Failure, R as knownSecrets, Sn as count, St as sharedAddresses, _n as PROOF_WORDS, at as compareVersions, bt as gatewayAddress, et as ruleOf, j as validatePack, k as nameGateway, lr as waitedWords, or as secretsAmong, q as createTurns, t as describeGateway, tr as messageOf, un as PROOFS, wt as parseWaves, xt as servedConfigUrl } from "./core.mjs";
import { t as parsePolicy } from "./yaml.mjs";
const { setMaxListeners } = process.getBuiltinModule("node:events");
const { closeSync, fsyncSync, openSync, readFileSync, writeSync } = process.getBuiltinModule("node:fs");
const { join: join$1 } = process.getBuiltinModule("node:path");
const { isDeepStrictEqual } = process.getBuiltinModule("node:util");
const { chmod, mkdtemp, readFile, writeFile } = process.getBuiltinModule("node:fs/promises");
const { X509Certificate, randomUUID } = process.getBuiltinModule("node:crypto");
const { BlockList, Socket, isIP } = process.getBuiltinModule("node:net");
const tls = process.getBuiltinModule("node:tls");
const { TLSSocket } = process.getBuiltinModule("node:tls");

// src/keeptrusts/http-retry.ts
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5e3;
function isRetryableStatus(status) {
	return status === 408 || status === 429 || status >= 500 && status <= 599;
}
function retryAfterMs(headers, now) {
	const value = headers["retry-after"]?.trim();
	if (value === void 0 || value === "") return void 0;
	if (/^\d+$/.test(value)) return Number(value) * 1e3;
	const until = Date.parse(value);
	if (Number.isNaN(until)) return void 0;
	const sent = Date.parse(headers.date ?? "");
	return Math.max(0, until - (Number.isNaN(sent) ? now.getTime() : sent));
}
function retryDelayMs(attempt, random, askedMs) {
	const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
	return Math.max(Math.round(full * (.5 + random / 2)), askedMs ?? 0);
}

// src/keeptrusts/http-text.ts
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;
function oneLine(text, limit) {
	const line = text.slice(0, limit * 8).replace(INVISIBLE, " ").trim();
	if (line.length <= limit) return line;
	const cut = line.slice(0, limit - 1);
	return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

// src/keeptrusts/gateway-answers.ts
const DETAIL_LIMIT = 200;
const EXCERPT_BYTES = 16384;
const PROVIDERS_LIMIT = 20;
const NAME_LIMIT$1 = 200;
const HEALTH_WORDS = [
	"healthy",
	"degraded",
	"unhealthy"
];
const ANSWERED_CAUSES = /* @__PURE__ */ new Set([
	"too-large",
	"redirect",
	"protocol"
]);
function isMapping$1(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function parseJson(answer) {
	const text = answer.body.toString("utf8");
	try {
		return {
			kind: "json",
			value: JSON.parse(text)
		};
	} catch {
		return { kind: /\bhtml\b/i.test(answer.headers["content-type"] ?? "") || /^\s*<(!doctype|html)/i.test(text) ? "html" : "broken" };
	}
}
const NOT_JSON = {
	html: "HTML instead of JSON; does the address lead to the gateway itself?",
	broken: "the body is not JSON"
};
function isEmulated(answer) {
	return answer.headers["x-keeptrusts-emulator"] !== void 0;
}
function noAnswer(outcome) {
	return {
		status: ANSWERED_CAUSES.has(outcome.cause) ? "unreadable" : "unreachable",
		reason: outcome.reason
	};
}
function healthWord(value) {
	const status = isMapping$1(value) ? value.status : void 0;
	return typeof status === "string" ? HEALTH_WORDS.find((word) => word === status.trim().toLowerCase()) : void 0;
}
function unreachableProviders(value) {
	const providers = isMapping$1(value) ? value.providers : void 0;
	if (!isMapping$1(providers)) return [];
	return Object.keys(providers).filter((name) => providers[name] !== "reachable").slice(0, PROVIDERS_LIMIT).map((name) => oneLine(name, NAME_LIMIT$1));
}
function healthWithoutWord(answer, json, excerpt) {
	const http = `HTTP ${answer.status}`;
	if (answer.status >= 500) return {
		status: "unhealthy",
		detail: `${http}, ${quoted(excerpt)}`
	};
	const problem = json.kind === "json" ? "no status healthy, degraded or unhealthy in the answer" : NOT_JSON[json.kind];
	return {
		status: "unreadable",
		detail: `${http}, ${answer.status === 200 ? `${problem}, ` : ""}${quoted(excerpt)}`
	};
}
function quoted(excerpt) {
	return excerpt === "" ? "empty body" : `body: ${excerpt}`;
}
function extrasOf(value, down) {
	const loaded = isMapping$1(value) ? value.policies_loaded : void 0;
	return {
		...typeof loaded === "number" && Number.isSafeInteger(loaded) && loaded >= 0 && { policiesLoaded: loaded },
		...down.length > 0 && { providersDown: down }
	};
}
function healthFacts(answer, excerpt) {
	const json = parseJson(answer);
	const value = json.kind === "json" ? json.value : void 0;
	const word = healthWord(value);
	if (word === void 0) return healthWithoutWord(answer, json, excerpt);
	const down = unreachableProviders(value);
	const extras = extrasOf(value, down);
	const providers = down.length === 0 ? "" : `, providers not reachable: ${down.join(", ")}`;
	const ok = answer.status >= 200 && answer.status < 300;
	if (word !== "healthy") return {
		status: word,
		detail: `HTTP ${answer.status}, status ${word}${providers}`,
		...extras
	};
	if (!ok) return {
		status: "unhealthy",
		detail: `HTTP ${answer.status}, although the body says healthy`,
		...extras
	};
	return providers === "" ? {
		status: "healthy",
		...extras
	} : {
		status: "healthy",
		detail: `HTTP ${answer.status}${providers}`,
		...extras
	};
}
function readHealth(outcome, hide) {
	if (outcome.kind === "unreachable") {
		const { status, reason } = noAnswer(outcome);
		return {
			status,
			attempts: outcome.attempts,
			detail: oneLine(reason, 200)
		};
	}
	const clean = (text) => hide === void 0 || hide === "" ? text : text.replaceAll(hide, "***");
	const excerpt = oneLine(clean(outcome.body.toString("utf8", 0, EXCERPT_BYTES)), 200);
	const { detail, providersDown, ...facts } = healthFacts(outcome, excerpt);
	return {
		...facts,
		httpStatus: outcome.status,
		latencyMs: outcome.latencyMs,
		attempts: outcome.attempts,
		...detail !== void 0 && { detail: oneLine(clean(detail), 200) },
		...excerpt !== "" && { excerpt },
		...providersDown !== void 0 && { providersDown: providersDown.map(clean) }
	};
}
function chainKind(entry) {
	if (typeof entry === "string") return entry;
	const keys = isMapping$1(entry) ? Object.keys(entry) : [];
	return keys.length === 1 ? keys[0] : void 0;
}
function servedName(value) {
	return typeof value === "string" ? value : void 0;
}
function servedIdentity(body) {
	const pack = isMapping$1(body.pack) ? body.pack : {};
	const name = servedName(pack.name);
	const version = servedName(pack.version);
	const entries = isMapping$1(body.policies) && Array.isArray(body.policies.chain) ? body.policies.chain.map(chainKind) : void 0;
	const kinds = entries?.filter((kind) => kind !== void 0);
	const chain = kinds !== void 0 && kinds.length === entries?.length ? kinds : void 0;
	return {
		...name === void 0 ? {} : { name: oneLine(name, NAME_LIMIT$1) },
		...version === void 0 ? {} : { version: oneLine(version, NAME_LIMIT$1) },
		...chain === void 0 ? {} : { chain: chain.map((kind) => oneLine(kind, NAME_LIMIT$1)) }
	};
}
function readConfig(outcome) {
	if (outcome.kind === "unreachable") {
		const { status, reason } = noAnswer(outcome);
		return {
			kind: status,
			reason
		};
	}
	const unreadable = (what) => ({
		kind: "unreadable",
		reason: `/keeptrusts/config answered HTTP ${outcome.status}${what}`
	});
	if (outcome.status !== 200) return unreadable(outcome.status === 401 || outcome.status === 403 ? ": it wants another gateway token" : "");
	const json = parseJson(outcome);
	if (json.kind !== "json") return unreadable(`: ${NOT_JSON[json.kind]}`);
	if (!isMapping$1(json.value)) return unreadable(": the JSON is not a configuration document");
	return {
		kind: "served",
		identity: servedIdentity(json.value),
		body: json.value,
		emulated: isEmulated(outcome)
	};
}
const CHAT_STATUS = {
	401: "the gateway does not accept the token",
	403: "the gateway does not allow this token the request",
	404: "the gateway has no /v1/chat/completions here",
	408: "the upstream model took too long",
	422: "the gateway calls the request malformed",
	429: "the gateway or the model provider is throttling",
	502: "the upstream model failed",
	503: "the gateway is starting or overloaded"
};
function undecided$1(outcome, what) {
	return {
		kind: "undecided",
		reason: `HTTP ${outcome.status}: ${what}`
	};
}
function errorField(error, name) {
	const value = error[name];
	return typeof value === "string" ? { [name]: oneLine(value, NAME_LIMIT$1) } : {};
}
function readBlock(outcome, value) {
	const error = isMapping$1(value) && isMapping$1(value.error) ? value.error : {};
	if (error.type !== "policy_violation") return undecided$1(outcome, "without the documented policy_violation body");
	return {
		kind: "blocked",
		...errorField(error, "policy"),
		...errorField(error, "code")
	};
}
function readChat(outcome) {
	if (outcome.kind === "unreachable") return {
		kind: "undecided",
		reason: outcome.reason
	};
	const json = parseJson(outcome);
	const value = json.kind === "json" ? json.value : void 0;
	if (outcome.status === 409) return readBlock(outcome, value);
	if (outcome.status !== 200) return undecided$1(outcome, CHAT_STATUS[outcome.status] ?? "this says nothing about the policy");
	if (json.kind !== "json") return undecided$1(outcome, NOT_JSON[json.kind]);
	const choices = isMapping$1(value) ? value.choices : void 0;
	return Array.isArray(choices) && choices.length > 0 ? { kind: "allowed" } : undecided$1(outcome, "no choices in the answer");
}

// src/keeptrusts/http-address.ts
const PROXY_PROTOCOLS = /* @__PURE__ */ new Set([
	"http:",
	"https:",
	"socks5:",
	"socks:"
]);
const DEFAULT_PORTS = {
	"http:": "80",
	"https:": "443"
};
function bareHost(url) {
	return url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "").toLowerCase();
}
function isLoopback(url) {
	const host = bareHost(url);
	return host === "localhost" || host.endsWith(".localhost") || host === "::1" || isIP(host) === 4 && host.startsWith("127.");
}
function checkedUrl(text, doing) {
	const parsed = URL.canParse(text) ? new URL(text) : void 0;
	if (parsed === void 0 || parsed.protocol !== "http:" && parsed.protocol !== "https:") throw new Failure("bad-input", {
		doing,
		cameBack: "the address is not an http or https URL",
		nextStep: "Write it in full, for example https://gateway.example:41002"
	});
	if (parsed.username !== "" || parsed.password !== "") throw new Failure("bad-input", {
		doing: `${doing} ${parsed.host}`,
		cameBack: "the address holds a user name or password",
		nextStep: "Take it out of the address and pass a token through its own option"
	});
	return parsed;
}
function inSubnet(host, network, bits) {
	const family = isIP(network);
	const prefix = Number(bits);
	if (family === 0 || family !== isIP(host) || !(prefix >= 0 && prefix <= (family === 4 ? 32 : 128))) return false;
	const list = new BlockList();
	const type = family === 4 ? "ipv4" : "ipv6";
	list.addSubnet(network, prefix, type);
	return list.check(host, type);
}
function exempts(entry, host, port) {
	if (entry === "*") return true;
	const block = /^([0-9a-f.:]+)\/(\d{1,3})$/.exec(entry);
	if (block) return inSubnet(host, block[1] ?? "", block[2] ?? "");
	const bracketed = /^\[(.*)\](?::(\d+))?$/.exec(entry);
	const named = isIP(entry) === 6 ? null : /^(.*?):(\d+)$/.exec(entry);
	const wantedPort = bracketed?.[2] ?? named?.[2];
	if (wantedPort !== void 0 && wantedPort !== port) return false;
	const name = (bracketed?.[1] ?? named?.[1] ?? entry).replace(/^\*?\./, "").replace(/\.$/, "");
	return name !== "" && (host === name || host.endsWith(`.${name}`));
}
function read(environment, name) {
	const value = environment[name.toLowerCase()] ?? environment[name];
	return value === void 0 || value.trim() === "" ? void 0 : value.trim();
}
function proxyFor(url, environment) {
	const variable = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
	const value = read(environment, variable);
	if (value === void 0 || isLoopback(url)) return void 0;
	const port = url.port || (DEFAULT_PORTS[url.protocol] ?? "");
	if ((read(environment, "NO_PROXY") ?? "").toLowerCase().split(/[\s,]+/).some((entry) => entry !== "" && exempts(entry, bareHost(url), port))) return void 0;
	const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
	const proxy = URL.canParse(text) ? new URL(text) : void 0;
	if (proxy === void 0 || proxy.hostname === "" || !PROXY_PROTOCOLS.has(proxy.protocol)) throw new Failure("bad-input", {
		doing: `choosing the proxy for ${url.host}`,
		cameBack: `${variable} does not hold an http, https or socks5 proxy address`,
		nextStep: `Set ${variable} to something like http://proxy.example:3128, or add ${url.hostname} to NO_PROXY`
	});
	return proxy;
}
function proxyName(proxy) {
	return `${proxy.protocol}//${proxy.host}`;
}

// src/keeptrusts/http-certificates.ts
const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
const NAME_LIMIT = 80;
function defaultAuthorities() {
	return typeof tls.getCACertificates === "function" ? tls.getCACertificates("default") : tls.rootCertificates;
}
function trustWith(pem) {
	const blocks = pem.match(PEM_CERTIFICATE) ?? [];
	const problem = blocks.length === 0 ? "it holds no PEM certificate" : blocks.map(problemOf).find((text) => text !== void 0);
	if (problem !== void 0) throw new Failure("bad-input", {
		doing: "reading the certificate authorities of ca-file",
		cameBack: problem,
		nextStep: "Give a file with one or more -----BEGIN CERTIFICATE----- blocks"
	});
	return tls.createSecureContext({ ca: [...defaultAuthorities(), ...blocks] });
}
function problemOf(block, index) {
	try {
		new X509Certificate(block);
		return;
	} catch (error) {
		return `certificate ${index + 1} cannot be read (${oneLine(messageOf(error), NAME_LIMIT)})`;
	}
}
function nameOf(holder) {
	if (typeof holder !== "object" || holder === null || !("CN" in holder)) return "unnamed";
	return oneLine(String(holder.CN), NAME_LIMIT);
}
function describePeer(socket) {
	const certificate = socket.getPeerCertificate();
	if (Object.keys(certificate).length === 0) return void 0;
	const { subject, issuer, valid_from: from, valid_to: to } = certificate;
	return `certificate of ${nameOf(subject)}, issued by ${nameOf(issuer)}, valid from ${oneLine(from, 40)} to ${oneLine(to, 40)}`;
}

// src/keeptrusts/http-errors.ts
var ExchangeProblem = class extends Error {
	name = "ExchangeProblem";
	problem;
	constructor(problem, message) {
		super(message);
		this.problem = problem;
	}
};
const ATTEMPT_TIMEOUT = /* @__PURE__ */ new Error("the attempt took too long");
const PRIVATE_AUTHORITY = "if the authority is your own, pass its certificate with ca-file";
const CODES = {
	ENOTFOUND: [
		"dns",
		"DNS: the host name does not resolve",
		true
	],
	EAI_AGAIN: [
		"dns",
		"DNS: name resolution failed for now",
		true
	],
	ECONNREFUSED: [
		"connect",
		"connect: refused, nothing listens there",
		true
	],
	EHOSTUNREACH: [
		"connect",
		"connect: no route to the host",
		true
	],
	ENETUNREACH: [
		"connect",
		"connect: the network is unreachable from here",
		true
	],
	EADDRNOTAVAIL: [
		"connect",
		"connect: the address is not available from here",
		true
	],
	EMFILE: [
		"connect",
		"connect: this process has too many files and connections open (ulimit -n); lower concurrency",
		true
	],
	ETIMEDOUT: [
		"connect",
		"connect: no answer to the connection attempt",
		true
	],
	UND_ERR_CONNECT_TIMEOUT: [
		"connect",
		"connect: no answer to the connection attempt",
		true
	],
	DEPTH_ZERO_SELF_SIGNED_CERT: [
		"tls",
		`TLS: the server's certificate is self-signed; ${PRIVATE_AUTHORITY}`,
		false
	],
	SELF_SIGNED_CERT_IN_CHAIN: [
		"tls",
		`TLS: the certificate chain ends in an authority that is not trusted here; ${PRIVATE_AUTHORITY}`,
		false
	],
	UNABLE_TO_VERIFY_LEAF_SIGNATURE: [
		"tls",
		`TLS: the issuer of the certificate is unknown (the server may not send its intermediate); ${PRIVATE_AUTHORITY}`,
		false
	],
	UNABLE_TO_GET_ISSUER_CERT: [
		"tls",
		`TLS: an issuer of the certificate chain is unknown; ${PRIVATE_AUTHORITY}`,
		false
	],
	UNABLE_TO_GET_ISSUER_CERT_LOCALLY: [
		"tls",
		`TLS: the issuer of the certificate is unknown; ${PRIVATE_AUTHORITY}`,
		false
	],
	CERT_UNTRUSTED: [
		"tls",
		`TLS: the certificate is not trusted here; ${PRIVATE_AUTHORITY}`,
		false
	],
	INVALID_CA: [
		"tls",
		"TLS: an issuer's certificate may not sign others; check the authority in ca-file",
		false
	],
	CERT_HAS_EXPIRED: [
		"tls",
		"TLS: the certificate has expired; renew it on the server (ca-file cannot help), or check this machine's clock",
		false
	],
	CERT_NOT_YET_VALID: [
		"tls",
		"TLS: the certificate is not valid yet; check this machine's clock and the certificate's dates",
		false
	],
	CERT_REVOKED: [
		"tls",
		"TLS: the certificate was revoked; replace it on the server",
		false
	],
	ERR_TLS_CERT_ALTNAME_INVALID: [
		"tls",
		"TLS: the certificate is for other host names; use a name it lists (ca-file cannot help)",
		false
	],
	HOSTNAME_MISMATCH: [
		"tls",
		"TLS: the certificate is for other host names; use a name it lists (ca-file cannot help)",
		false
	],
	ERR_SSL_WRONG_VERSION_NUMBER: [
		"tls",
		"TLS: the port does not speak TLS; is the address meant to be http?",
		false
	],
	ERR_SSL_PACKET_LENGTH_TOO_LONG: [
		"tls",
		"TLS: the port does not speak TLS; is the address meant to be http?",
		false
	],
	ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: [
		"tls",
		"TLS: the server demands a client certificate, which this tool cannot send",
		false
	],
	EPROTO: [
		"tls",
		"TLS: the handshake failed; is the address meant to be http?",
		false
	],
	UND_ERR_PRX_TLS: [
		"tls",
		"TLS: the proxy's certificate is not accepted; if its authority is your own, pass it with ca-file",
		false
	],
	UND_ERR_HEADERS_OVERFLOW: [
		"protocol",
		"the header of the answer is too large",
		false
	],
	UND_ERR_INVALID_ARG: [
		"request",
		"the request cannot be sent as written",
		false
	],
	UND_ERR_DESTROYED: [
		"request",
		"the client is closed",
		false
	],
	UND_ERR_CLOSED: [
		"request",
		"the client is closed",
		false
	]
};
const DROPPED_CODES = /* @__PURE__ */ new Set([
	"ECONNRESET",
	"EPIPE",
	"UND_ERR_SOCKET",
	"UND_ERR_RES_CONTENT_LENGTH_MISMATCH"
]);
const STALLED_CODES = /* @__PURE__ */ new Set(["UND_ERR_BODY_TIMEOUT", "UND_ERR_HEADERS_TIMEOUT"]);
const FOREIGN_TEXT_LIMIT = 120;
function codeOf(error) {
	if (typeof error !== "object" || error === null) return "";
	if ("code" in error && typeof error.code === "string") return error.code;
	return error instanceof AggregateError ? codeOf(error.errors[0]) : "";
}
function timeoutEntry(context, limit) {
	if (context.progress.stage === "body") return [
		"timeout",
		`timeout: the body was not complete ${limit} (${context.progress.received} bytes came)`,
		true
	];
	return [
		"timeout",
		context.connecting ? `timeout: no connection ${limit}` : `timeout: no answer ${limit}`,
		true
	];
}
function droppedEntry(context, message) {
	if (message.includes("before secure TLS connection")) return [
		"tls",
		"TLS: the server closed the connection during the handshake",
		true
	];
	return context.progress.stage === "body" ? [
		"dropped",
		`the connection was dropped in the middle of the body (${context.progress.received} bytes came)`,
		true
	] : [
		"dropped",
		"the connection was dropped before an answer came",
		true
	];
}
const PROXY_LOGIN = "put its user name and password into the proxy address";
function proxyEntry(message) {
	if (message === "Proxy Authentication Required (407)") return [
		"proxy",
		`the proxy answered HTTP 407; ${PROXY_LOGIN}`,
		false
	];
	const status = /^Proxy response \((\d+)\)/.exec(message)?.[1];
	if (status === void 0) return void 0;
	return [
		"proxy",
		`the proxy answered HTTP ${status} to CONNECT${status === "407" ? `; ${PROXY_LOGIN}` : ""}`,
		status === "429" || status.startsWith("5")
	];
}
function entryFor(error, context) {
	if (error === ATTEMPT_TIMEOUT) return timeoutEntry(context, `within ${Math.round(context.timeoutMs)} ms`);
	if (error instanceof ExchangeProblem) return [
		error.problem,
		error.message,
		false
	];
	const code = codeOf(error);
	const message = messageOf(error);
	if (STALLED_CODES.has(code)) return timeoutEntry(context, "and nothing more arrived");
	if (DROPPED_CODES.has(code)) return droppedEntry(context, message);
	const ofProxy = proxyEntry(message);
	if (ofProxy !== void 0) return ofProxy;
	const known = CODES[code];
	const foreign = oneLine(message, FOREIGN_TEXT_LIMIT);
	if (known !== void 0) return known[0] === "request" ? [
		known[0],
		`${known[1]} (${foreign})`,
		false
	] : known;
	if (code.startsWith("HPE_") || error instanceof Error && error.name === "HTTPParserError") return [
		"protocol",
		"the answer is not HTTP; is the address meant to be https?",
		false
	];
	if (code.startsWith("ERR_SSL_")) return [
		"tls",
		`TLS: the handshake failed (${code})`,
		false
	];
	return [
		"dropped",
		`the exchange failed (${code || foreign})`,
		true
	];
}
function explain(error, context) {
	const [cause, text, retryable] = entryFor(error, context);
	const via = context.proxy === void 0 ? "" : ` through proxy ${context.proxy}`;
	const peer = cause === "tls" && context.peer !== void 0 ? ` (${context.peer})` : "";
	return {
		cause,
		reason: `${context.host}${via}: ${text}${peer}`,
		retryable
	};
}

// src/keeptrusts/http-exchange.ts
const REDIRECTS = /* @__PURE__ */ new Set([
	301,
	302,
	303,
	307,
	308
]);
const MAX_REDIRECTS = 3;
function flat(headers) {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : value ?? ""]));
}
function tooLarge(maxBytes) {
	return new ExchangeProblem("too-large", `the answer is larger than the ${maxBytes} bytes this request accepts`);
}
var Receiver = class {
	#exchange;
	#resolve;
	#reject;
	#chunks = [];
	#status = 0;
	#headers = {};
	constructor(exchange, resolve, reject) {
		this.#exchange = exchange;
		this.#resolve = resolve;
		this.#reject = reject;
	}
	onRequestStart(controller) {
		const { signal, progress } = this.#exchange;
		progress.stage = "sent";
		const abort = () => {
			const reason = signal.reason;
			controller.abort(reason instanceof Error ? reason : new Error("the exchange was given up", { cause: reason }));
		};
		if (signal.aborted) abort();
		else signal.addEventListener("abort", abort, { once: true });
	}
	onResponseStart(controller, status, headers) {
		const { progress, maxBytes } = this.#exchange;
		progress.stage = "body";
		this.#status = status;
		this.#headers = flat(headers);
		if (Number(this.#headers["content-length"] ?? 0) > maxBytes) controller.abort(tooLarge(maxBytes));
	}
	onResponseData(controller, chunk) {
		const { progress, maxBytes } = this.#exchange;
		progress.received += chunk.length;
		if (progress.received > maxBytes) controller.abort(tooLarge(maxBytes));
		else this.#chunks.push(chunk);
	}
	onResponseEnd() {
		this.#resolve({
			status: this.#status,
			headers: this.#headers,
			body: Buffer.concat(this.#chunks)
		});
	}
	onResponseError(_controller, error) {
		this.#reject(error);
	}
};
async function send$1(pool, exchange, url) {
	const { method, headers, body = null, idleTimeoutMs, progress } = exchange;
	progress.stage = "waiting";
	progress.received = 0;
	const lane = pool.take(url);
	const times = {
		headersTimeout: idleTimeoutMs,
		bodyTimeout: idleTimeoutMs
	};
	try {
		return await new Promise((resolve, reject) => {
			const request = {
				origin: url.origin,
				path: `${url.pathname}${url.search}`,
				method,
				headers,
				body,
				...times
			};
			lane.dispatcher.dispatch(request, new Receiver(exchange, resolve, reject));
		});
	} finally {
		lane.release();
	}
}
function redirectTarget(answer, from, rule) {
	const location = answer.headers.location;
	if (rule === "none" || !REDIRECTS.has(answer.status) || location === void 0) return void 0;
	const target = URL.canParse(location, from.href) ? new URL(location, from) : void 0;
	if (target !== void 0 && (target.origin === from.origin || rule === "encrypted" && isEncryptedStep(target, from))) return target;
	const where = target === void 0 ? "an address that cannot be read" : oneLine(`${target.protocol}//${target.host}`, 120);
	throw new ExchangeProblem("redirect", `redirect (HTTP ${answer.status}) to ${where} refused, because it is another origin; if that is the right place, use its address directly`);
}
function isEncryptedStep(target, from) {
	return target.protocol === "https:" || target.protocol === "http:" && isLoopback(target) && isLoopback(from);
}
async function perform(pool, exchange) {
	let url = exchange.url;
	for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
		const answer = await send$1(pool, exchange, url);
		const next = redirectTarget(answer, url, exchange.redirects);
		if (next === void 0) return answer;
		url = next;
	}
	throw new ExchangeProblem("redirect", `more than ${MAX_REDIRECTS} redirects in a row`);
}

// src/keeptrusts/http-pool.ts
const CONNECT_TIMEOUT_MS = 1e4;
const CLOSED$1 = /* @__PURE__ */ new Error("the HTTP client is closed");
function place(hostname, port) {
	return `${hostname.replace(/^\[(.*)\]$/, "$1")}:${port}`;
}
function defaultPort(protocol) {
	return protocol === "https:" ? "443" : "80";
}
function observed(connect, { counts, sockets, peers }) {
	return (options, callback) => {
		const where = place(options.hostname, options.port || defaultPort(options.protocol));
		counts.set(where, (counts.get(where) ?? 0) + 1);
		let peer;
		const socket = connect(options, (...result) => {
			const others = (counts.get(where) ?? 1) - 1;
			if (others > 0) counts.set(where, others);
			else counts.delete(where);
			if (socket instanceof Socket) sockets.delete(socket);
			if (result[0] !== null && peer !== void 0) peers.set(result[0], peer);
			callback(...result);
		});
		if (socket instanceof Socket) sockets.add(socket);
		if (socket instanceof TLSSocket) socket.prependOnceListener("secure", () => {
			peer = describePeer(socket);
		});
	};
}
const FEW_ORIGINS = 32;
var Lanes = class {
	#open;
	#most;
	#lanes = [];
	#retired = /* @__PURE__ */ new Set();
	#taken = /* @__PURE__ */ new Map();
	constructor(open, keep) {
		this.#open = open;
		this.#most = keep === "few" ? FEW_ORIGINS : Number.POSITIVE_INFINITY;
	}
	take({ origin }) {
		const taken = this.#taken.get(origin) ?? /* @__PURE__ */ new Set();
		this.#taken.set(origin, taken);
		let number = 0;
		while (taken.has(number)) number += 1;
		taken.add(number);
		const held = this.#agentFor(origin, number);
		held.leases += 1;
		return {
			dispatcher: held.agent,
			release: () => {
				taken.delete(number);
				if (taken.size === 0) this.#taken.delete(origin);
				held.leases -= 1;
				this.#closeIfDone(held);
			}
		};
	}
	async destroy() {
		await Promise.all([...this.#lanes, ...this.#retired].map(({ agent }) => agent.destroy()));
	}
	#agentFor(origin, number) {
		const known = this.#lanes[number];
		if (known !== void 0 && (known.origins.has(origin) || known.origins.size < this.#most)) {
			known.origins.add(origin);
			return known;
		}
		const opened = {
			agent: this.#open(),
			origins: /* @__PURE__ */ new Set([origin]),
			leases: 0
		};
		this.#lanes[number] = opened;
		if (known !== void 0) {
			this.#retired.add(known);
			this.#closeIfDone(known);
		}
		return opened;
	}
	#closeIfDone(held) {
		if (held.leases > 0 || !this.#retired.delete(held)) return;
		held.agent.destroy().catch(() => void 0);
	}
};
const nothingToRelease = () => {};
async function openPool(settings) {
	const { Agent, ProxyAgent, buildConnector } = await import("./undici2.mjs").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const closing = new AbortController();
	setMaxListeners(0, closing.signal);
	const handshakes = {
		counts: /* @__PURE__ */ new Map(),
		sockets: /* @__PURE__ */ new Set(),
		peers: /* @__PURE__ */ new WeakMap()
	};
	const trust = settings.trust === void 0 ? {} : { secureContext: settings.trust };
	const connection = {
		timeout: CONNECT_TIMEOUT_MS,
		keepAlive: false,
		...trust
	};
	const connect = observed(buildConnector(connection), handshakes);
	const direct = new Lanes(() => new Agent({
		connect,
		connections: 1
	}), settings.keep);
	const proxies = /* @__PURE__ */ new Map();
	const throughProxy = {
		...connection,
		signal: closing.signal
	};
	function through(proxy) {
		const known = proxies.get(proxy.href);
		if (known !== void 0) return known;
		const made = new ProxyAgent({
			uri: proxy.href,
			proxyTunnel: false,
			requestTls: throughProxy,
			proxyTls: throughProxy
		});
		proxies.set(proxy.href, made);
		return made;
	}
	return {
		take: (url) => {
			const proxy = proxyFor(url, settings.proxyEnvironment);
			return proxy === void 0 ? direct.take(url) : {
				dispatcher: through(proxy),
				release: nothingToRelease
			};
		},
		proxyNameOf: (url) => {
			const proxy = proxyFor(url, settings.proxyEnvironment);
			return proxy === void 0 ? void 0 : proxyName(proxy);
		},
		isConnecting: (url) => (handshakes.counts.get(place(url.hostname, url.port || defaultPort(url.protocol))) ?? 0) > 0,
		peerOf: (error) => typeof error === "object" && error !== null ? handshakes.peers.get(error) : void 0,
		close: async () => {
			closing.abort();
			for (const socket of handshakes.sockets) socket.destroy(CLOSED$1);
			await Promise.all([direct, ...proxies.values()].map((dispatcher) => dispatcher.destroy()));
		}
	};
}

// src/keeptrusts/http.ts
const DEFAULT_MAX_BYTES = 1048576;
const DOWNLOAD_IDLE_MS = 3e4;
function authorization(url, bearer) {
	if (bearer === void 0) return {};
	const doing = `sending a token to ${url.host}`;
	if (url.origin !== new URL(bearer.origin).origin) throw new Failure("refused", {
		doing,
		cameBack: `the token belongs to ${bearer.origin}`,
		nextStep: "Use one address for both"
	});
	if (url.protocol !== "https:" && !isLoopback(url)) throw new Failure("bad-input", {
		doing,
		cameBack: "the address is not encrypted, and anyone on the way could read the token",
		nextStep: `Use https://${url.host}, or leave the token out`
	});
	return { authorization: `Bearer ${bearer.token.reveal()}` };
}
function lowerCased(headers = {}) {
	return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
function following(sources) {
	const controller = new AbortController();
	const steps = sources.filter((source) => source !== void 0).map((source) => ({
		source,
		abort: () => controller.abort(source.reason)
	}));
	for (const { source, abort } of steps) if (source.aborted) abort();
	else source.addEventListener("abort", abort, { once: true });
	return {
		controller,
		release: () => {
			for (const { source, abort } of steps) source.removeEventListener("abort", abort);
		}
	};
}
async function unlessAborted(work, signal) {
	const aborted = new Promise((_resolve, reject) => {
		signal.addEventListener("abort", () => reject(signal.reason), { once: true });
	});
	return Promise.race([work, aborted]);
}
function createHttp(settings) {
	const { clock, log } = settings;
	const trust = settings.certificateAuthorities === void 0 ? {} : { trust: trustWith(settings.certificateAuthorities) };
	const own = {
		"user-agent": settings.userAgent,
		"accept-encoding": "identity"
	};
	let opened;
	let closed = false;
	function pool() {
		if (closed) throw new Failure("defect", {
			doing: "using the HTTP client",
			cameBack: "it is closed",
			nextStep: "Report this as a bug"
		});
		opened ??= openPool({
			proxyEnvironment: settings.proxyEnvironment,
			keep: settings.keep,
			...trust
		});
		return opened;
	}
	async function attempt(request, timeoutMs, attempts, cancel) {
		const connections = await pool();
		const proxy = connections.proxyNameOf(request.url);
		const progress = {
			stage: "waiting",
			received: 0
		};
		const { controller, release } = following([cancel]);
		const started = clock.elapsed();
		const timer = setTimeout(() => controller.abort(ATTEMPT_TIMEOUT), Math.max(1, timeoutMs));
		try {
			const answer = await unlessAborted(perform(connections, {
				...request,
				signal: controller.signal,
				progress
			}), controller.signal);
			return {
				outcome: {
					kind: "response",
					...answer,
					attempts,
					latencyMs: Math.round(clock.elapsed() - started)
				},
				retryable: isRetryableStatus(answer.status)
			};
		} catch (error) {
			if (cancel.aborted) throw cancel.reason;
			const peer = connections.peerOf(error);
			const { cause, reason, retryable } = explain(error, {
				host: request.url.host,
				timeoutMs,
				progress,
				connecting: progress.stage === "waiting" && connections.isConnecting(request.url),
				...proxy === void 0 ? {} : { proxy },
				...peer === void 0 ? {} : { peer }
			});
			return {
				outcome: {
					kind: "unreachable",
					cause,
					reason,
					attempts
				},
				retryable
			};
		} finally {
			clearTimeout(timer);
			release();
		}
	}
	function pauseAfter({ outcome, retryable }, plan, remainingMs) {
		if (!retryable || outcome.attempts >= plan.attempts) return void 0;
		if (outcome.kind === "response" && plan.meaningful.includes(outcome.status)) return void 0;
		const asked = outcome.kind === "response" ? retryAfterMs(outcome.headers, clock.now()) : void 0;
		const pause = retryDelayMs(outcome.attempts, settings.random(), asked);
		return pause < remainingMs ? pause : void 0;
	}
	async function run(request, plan) {
		const { controller, release } = following([plan.signal ?? settings.signal]);
		const cancel = controller.signal;
		const started = clock.elapsed();
		const remaining = () => plan.totalTimeoutMs - (clock.elapsed() - started);
		const name = `${request.method} ${request.url.origin}${request.url.pathname}`;
		try {
			for (let attempts = 1;; attempts++) {
				cancel.throwIfAborted();
				const begun = clock.elapsed();
				const attempted = await attempt(request, Math.min(plan.attemptTimeoutMs, remaining()), attempts, cancel);
				const took = clock.elapsed() - begun;
				const pause = pauseAfter(attempted, plan, remaining());
				log.debug(`${name}: attempt ${attempts}: ${attemptWords(attempted.outcome, took, pause)}`);
				if (pause === void 0) return attempted.outcome;
				await clock.sleep(pause, cancel);
			}
		} finally {
			release();
		}
	}
	return {
		get: async (address, options) => {
			const url = checkedUrl(address, "reading");
			return run({
				method: "GET",
				url,
				headers: {
					...lowerCased(options.headers),
					...own,
					...authorization(url, options.bearer)
				},
				maxBytes: options.maxBytes ?? 1048576,
				idleTimeoutMs: 0,
				redirects: "same-origin"
			}, {
				meaningful: [],
				...options,
				attempts: options.retry === "reads" ? 4 : 1
			});
		},
		post: async (address, json, options) => {
			const url = checkedUrl(address, "sending to");
			const type = { "content-type": "application/json" };
			const headers = {
				...lowerCased(options.headers),
				...own,
				...type,
				...authorization(url, options.bearer)
			};
			const maxBytes = options.maxBytes ?? 1048576;
			return run({
				method: "POST",
				url,
				headers,
				body: JSON.stringify(json),
				maxBytes,
				idleTimeoutMs: 0,
				redirects: "none"
			}, {
				meaningful: [],
				...options,
				totalTimeoutMs: options.attemptTimeoutMs,
				attempts: 1
			});
		},
		download: async (address, { maxBytes, timeoutMs }) => {
			const url = checkedUrl(address, "downloading");
			if (url.protocol !== "https:" && !isLoopback(url)) throw new Failure("bad-input", {
				doing: `downloading from ${url.host}`,
				cameBack: "the address is not https",
				nextStep: "Use https"
			});
			const outcome = await run({
				method: "GET",
				url,
				headers: own,
				maxBytes,
				idleTimeoutMs: DOWNLOAD_IDLE_MS,
				redirects: "encrypted"
			}, {
				meaningful: [],
				attemptTimeoutMs: timeoutMs,
				totalTimeoutMs: timeoutMs,
				attempts: 4
			});
			if (outcome.kind === "response" && outcome.status === 200) return outcome.body;
			throw new Failure("transport", {
				doing: `downloading ${url.origin}${url.pathname}`,
				cameBack: outcome.kind === "response" ? `HTTP ${outcome.status}` : outcome.reason,
				nextStep: "Check the address, the network and the proxy settings of this machine"
			});
		},
		prepare: () => {
			pool().catch(() => void 0);
		},
		close: async () => {
			closed = true;
			await (await opened)?.close();
		}
	};
}
function attemptWords(outcome, tookMs, pauseMs) {
	const came = outcome.kind === "response" ? `HTTP ${outcome.status}, ${outcome.body.length} bytes` : outcome.reason;
	const again = pauseMs === void 0 ? "" : `; a later attempt may succeed, so again in ${Math.round(pauseMs)} ms`;
	return `${came} after ${Math.round(tookMs)} ms${again}`;
}

// src/keeptrusts/gateway-client.ts
const DEFAULT_CHAT_TIMEOUT_MS = 6e4;
const RESERVED_HEADERS = /* @__PURE__ */ new Set([
	"accept-encoding",
	"authorization",
	"connection",
	"content-length",
	"content-type",
	"expect",
	"host",
	"keep-alive",
	"proxy-authorization",
	"proxy-connection",
	"te",
	"trailer",
	"transfer-encoding",
	"upgrade",
	"user-agent",
	"x-request-id"
]);
function mayBeLoading(outcome, { status }) {
	if (status === "healthy" || status === "degraded") return true;
	return outcome.kind === "response" && outcome.status === 503 && !saysUnhealthy(outcome.body);
}
function saysUnhealthy(body) {
	try {
		const value = JSON.parse(new TextDecoder().decode(body));
		return typeof value === "object" && value !== null && "status" in value && String(value.status).toLowerCase() === "unhealthy";
	} catch {
		return false;
	}
}
function reservedHeader(headers) {
	return Object.keys(headers).find((name) => RESERVED_HEADERS.has(name.toLowerCase()));
}
function createGatewayClient(target, http, settings) {
	return new HttpGatewayClient(target, http, settings);
}
var HttpGatewayClient = class {
	id;
	url;
	#http;
	#settings;
	constructor({ id, url }, http, settings) {
		checkedUrl(url, "using the gateway address");
		this.id = id;
		this.url = url;
		this.#http = http;
		this.#settings = settings;
	}
	async health(signal, { readiness, ...limits } = {}) {
		const beside = readiness === "asked" ? this.#isLoading(signal, limits) : void 0;
		const [outcome, loadsToo] = await Promise.all([this.#read("/health", [503], signal, limits), beside]);
		const reading = readHealth(outcome, this.#settings.token?.reveal());
		if (!mayBeLoading(outcome, reading)) return reading;
		const isUp = reading.status === "healthy" || reading.status === "degraded";
		if (!(loadsToo ?? (!isUp && await this.#isLoading(signal, limits)))) return reading;
		const sources = isUp ? `/readyz, although /health says ${reading.status}` : "/health and /readyz";
		return {
			...reading,
			status: "loading",
			detail: `HTTP 503 from ${sources}: the policy configuration is loading`
		};
	}
	async config(signal, limits) {
		return readConfig(await this.#read("/keeptrusts/config", [], signal, limits));
	}
	async chat(request, signal) {
		const { headers = {}, model, messages, requestId } = request;
		const reserved = reservedHeader(headers);
		if (reserved !== void 0) return {
			kind: "undecided",
			reason: `nothing was sent: a case may not set the header ${reserved.toLowerCase()}`
		};
		const outcome = await this.#http.post(`${this.#address}/v1/chat/completions`, {
			model,
			messages
		}, {
			...this.#common,
			headers: {
				accept: "application/json",
				...headers,
				"x-request-id": requestId
			},
			attemptTimeoutMs: Math.min(this.#settings.chatTimeoutMs ?? DEFAULT_CHAT_TIMEOUT_MS, request.timeoutMs ?? Number.POSITIVE_INFINITY),
			...signal === void 0 ? {} : { signal }
		});
		return readChat(outcome);
	}
	get #address() {
		return gatewayAddress(checkedUrl(this.url, "using the gateway address").href);
	}
	get #common() {
		const { token, attemptTimeoutMs, maxBytes = DEFAULT_MAX_BYTES } = this.#settings;
		return {
			attemptTimeoutMs,
			maxBytes,
			...token === void 0 ? {} : { bearer: {
				token,
				origin: new URL(this.#address).origin
			} }
		};
	}
	#read(path, meaningful, signal, { timeoutMs } = {}) {
		const { totalTimeoutMs } = this.#settings;
		const options = {
			...this.#common,
			headers: { accept: "application/json" },
			totalTimeoutMs: Math.min(totalTimeoutMs, timeoutMs ?? totalTimeoutMs),
			retry: "reads",
			meaningful,
			...signal === void 0 ? {} : { signal }
		};
		return this.#http.get(`${this.#address}${path}`, options);
	}
	async #isLoading(signal, limits) {
		const ready = await this.#read("/readyz", [503], signal, limits);
		return ready.kind === "response" && ready.status === 503;
	}
};

// src/run/known-secrets.ts
const SECRET_KEY$1 = /(?:api|access|private|public|secret)_?key|secret|token|passw|passphrase|authorization/i;
function hidePolicySecrets(keeper, bytes, names) {
	if (keeper === void 0) return;
	const text = decode(bytes);
	const values = literalSecrets(parsePolicy(text)).map(({ value }) => value);
	keeper.add(secretsAmong(values, names));
}
function hideSecretsOf(pack, resolved, { surroundings: { secrets } }) {
	hidePolicySecrets(secrets, pack.bytes, namesOf(resolved, pack.names.file));
	hideKeyForms(secrets);
}
function hideSecretsOfHistory(history, resolved, { surroundings: { secrets } }) {
	if (history.kind !== "read") return;
	const names = namesOf(resolved);
	for (const { bytes } of [...history.states, ...history.newer]) if (SECRET_KEY$1.test(decode(bytes))) hidePolicySecrets(secrets, bytes, names);
}
function namesOf({ staging, production, gateways }, ...names) {
	return [...names, ...[
		...staging === void 0 ? [] : [staging],
		...production,
		...gateways
	].map(({ id }) => id)];
}
function hideKeyForms(keeper) {
	keeper?.clean((text) => knownSecrets(text).reduceRight((clean, { at, length }) => `${clean.slice(0, at)}***${clean.slice(at + length)}`, text));
}

// src/run/journal-file.ts
const CLOSED = { event: "closed" };
function createJournalFile(path, announce) {
	let descriptor;
	const append = (line) => {
		if (descriptor === void 0) {
			descriptor = openSync(path, "ax", 384);
			announce(path);
		}
		writeSync(descriptor, `${JSON.stringify(line)}\n`);
		fsyncSync(descriptor);
	};
	return {
		path,
		begin: (write) => {
			try {
				append({
					event: "begin",
					...write
				});
			} catch (error) {
				throw new Failure("bad-input", {
					doing: `writing down that gateway ${write.gateway} is about to be written to, in ${path}`,
					cameBack: messageOf(error),
					nextStep: "Check that this runner's temporary directory is writable and has room. Nothing was sent to this gateway"
				});
			}
		},
		end: (write) => append({
			event: "end",
			...write
		}),
		close: () => {
			if (descriptor === void 0) return;
			append(CLOSED);
			closeSync(descriptor);
			descriptor = void 0;
		}
	};
}
function readJournalFile(path) {
	const writes = [];
	let closed = false;
	for (const line of linesOf(path)) {
		const entry = parseLine(line);
		if (entry?.event === "begin") {
			const { event: _, ...write } = entry;
			writes.push(write);
		} else if (entry?.event === "end") {
			const write = writes.findLast(({ gateway }) => gateway === entry.gateway);
			if (write !== void 0) write.ended = entry.state;
		} else if (entry?.event === "closed") closed = true;
	}
	return {
		closed,
		writes
	};
}
function linesOf(path) {
	try {
		return readFileSync(path, "utf8").split("\n");
	} catch (error) {
		throw new Failure("bad-input", {
			doing: `reading what the deploy left behind in ${path}`,
			cameBack: messageOf(error),
			nextStep: "Read what every gateway of this deploy serves"
		});
	}
}
function parseLine(line) {
	if (line === "") return void 0;
	try {
		const value = JSON.parse(line);
		return isLine(value) ? value : void 0;
	} catch {
		return;
	}
}
function isLine(value) {
	if (typeof value !== "object" || value === null || !("event" in value)) return false;
	if (value.event === "closed") return true;
	if (!("gateway" in value) || typeof value.gateway !== "string") return false;
	if (value.event === "end") return "state" in value && typeof value.state === "string";
	return value.event === "begin" && "to" in value && typeof value.to === "object" && value.to !== null;
}

// src/stages/deploy/journal.ts
const NO_JOURNAL = {
	begin: () => void 0,
	end: () => void 0
};

// src/stages/deploy/ending.ts
function refused(reasons, nextSteps) {
	return {
		result: "refused",
		reason: {
			summary: `${some(reasons).join("; ")}. Nothing was written`,
			nextSteps: [...new Set(nextSteps)]
		}
	};
}
function endingOf$1(rollOut) {
	return unknownEnding(rollOut) ?? rolledBackEnding(rollOut) ?? canaryEnding(rollOut) ?? failedEnding(rollOut) ?? goodEnding(rollOut);
}
function unknownEnding({ gateways, takenBack }) {
	const unknown = gateways.filter((gateway) => gateway.state === "unknown");
	if (unknown.length === 0) return void 0;
	const why = takenBack === void 0 ? "" : `; it was being taken back, because ${takenBack.trigger}`;
	return {
		result: "unknown",
		reason: {
			summary: `the state of ${list(unknown)} is not known: ${detailOf(unknown[0]) ?? "it was being written to"}${why}`,
			nextSteps: [
				...some(unknown.map((one) => `Read what ${one.id} serves${placeOf$1(one)} before running this again.`)),
				...commands(gateways),
				...changed(gateways)
			]
		}
	};
}
function rolledBackEnding({ gateways, takenBack, canary }) {
	if (takenBack === void 0 || takenBack.gateways.length === 0) return void 0;
	const restored = gateways.filter(({ id, state }) => state === "restored" && takenBack.gateways.includes(id));
	const earlier = gateways.filter(({ state, steps }) => state === "serving" && steps.length === 0);
	if (restored.length < takenBack.gateways.length || restored.every(wasRejected$1)) return void 0;
	return {
		result: "rolled-back",
		reason: {
			summary: `${takenBack.trigger}; what was changed was taken back: ${list(restored)} ${restored.length === 1 ? "serves" : "serve"} again what was served before`,
			nextSteps: [
				canary.some((one) => one.outcome === "failed") ? "Correct the policy or the golden file, and raise pack.version." : "Find out why the gateway named first did not take it on: its log says so. Deploy again once that is mended; a policy that has to change needs a higher pack.version.",
				...changed(gateways),
				...some(earlier.map(({ id }) => `${id} served the new version before this run and still does: only what this run changed is taken back.`))
			]
		}
	};
}
function canaryEnding({ gateways, canary }) {
	const first = canary.find((one) => one.outcome === "failed");
	if (first === void 0) return void 0;
	return {
		result: "failed",
		reason: {
			summary: `canary "${first.name}": ${first.reason ?? "failed"}; no further gateway was written to`,
			nextSteps: [
				"Correct the policy or the golden file and raise pack.version.",
				...commands(gateways),
				...changed(gateways)
			]
		}
	};
}
function failedEnding({ gateways, version, stopped }) {
	const restored = gateways.filter(({ state }) => state === "restored");
	const bad = gateways.filter((gateway) => !isGood(gateway) && gateway.state !== "restored");
	if (bad.length === 0 && restored.length === 0 && stopped === void 0) return void 0;
	const tried = bad.filter((gateway) => gateway.steps.length > 0);
	const notReached = bad.filter((gateway) => gateway.steps.length === 0);
	return {
		result: "failed",
		reason: {
			summary: [
				...some(tried.map((one) => `${one.id} ${FAULTS[one.state] ?? "does not serve"} version ${version}: ${detailOf(one) ?? one.state}`)),
				...stopped === void 0 ? [] : [stopped],
				...restored.length === 0 ? [] : [`taken back: ${list(restored)}`],
				...notReached.length === 0 ? [] : [`not reached in this run: ${list(notReached)}`]
			].join("; "),
			nextSteps: [
				...tried.length === 0 ? [] : ["Read the steps of the gateway below."],
				...some(tried.flatMap(mayStillChange)),
				...commands(gateways),
				...changed(gateways)
			]
		}
	};
}
function goodEnding({ gateways, written, wanted, version }) {
	if (written.length === 0) return {
		result: "unchanged",
		reason: {
			summary: `every gateway already serves exactly this file (version ${version})`,
			nextSteps: []
		}
	};
	const serving = gateways.filter((gateway) => gateway.state === "serving");
	const accepted = gateways.filter((gateway) => gateway.state === "accepted");
	const verb = wanted === "staged" ? "is staged on" : "is served by";
	return {
		result: wanted,
		reason: {
			summary: [...serving.length === 0 ? [] : [`version ${version} ${verb} ${list(serving)}`], ...accepted.length === 0 ? [] : [`kt accepted version ${version} for ${list(accepted)}, and nothing was read back`]].join("; "),
			nextSteps: wanted === "staged" ? ["Promote it with phase: promote and this digest."] : []
		}
	};
}
function wasRejected$1({ steps }) {
	return steps.find(({ step }) => step.startsWith("kt policy "))?.outcome === "failed";
}
function tellsItsFault({ state, steps }) {
	return steps.length > 0 && state !== "serving" && state !== "accepted" && state !== "restored";
}
const FAULTS = { unhealthy: "is not healthy with" };
function isGood({ state }) {
	return state === "serving" || state === "accepted";
}
function mayStillChange(gateway) {
	const wasWritten = gateway.steps.some(({ step }) => step.startsWith("kt policy "));
	if (gateway.state !== "serving-other" || !wasWritten) return [];
	return [`Read what ${gateway.id} serves${placeOf$1(gateway)} again in a minute: the write may still take effect.`];
}
function commands(gateways) {
	return some(gateways.flatMap(({ id, byHand }) => byHand === void 0 ? [] : [`Give ${id} its former policy back: ${byHand}`]));
}
function changed(gateways) {
	return some(gateways.filter(({ state, proof, steps, byHand }) => byHand === void 0 && steps.length > 0 && (isGood({ state }) || state === "unhealthy" && proof !== "none")).map((gateway) => {
		const what = gateway.state === "accepted" ? "was given the new version, as kt says" : "serves the new version";
		const before = gateway.before?.version === void 0 ? "" : ` (before: ${gateway.before.version})`;
		return `${gateway.id} ${what}${before}; it was not taken back.`;
	}));
}
function placeOf$1({ url }) {
	return url === void 0 ? "" : ` (${servedConfigUrl(url)})`;
}
const SHOWN = 5;
function list(gateways) {
	const ids = gateways.map((gateway) => gateway.id);
	return ids.length <= SHOWN ? ids.join(", ") : `${ids.slice(0, SHOWN).join(", ")} and ${ids.length - SHOWN} more`;
}
function some(lines) {
	return lines.length <= SHOWN ? lines : [...lines.slice(0, SHOWN), `And ${lines.length - SHOWN} more: see the gateways in the report.`];
}
function detailOf(gateway) {
	const step = gateway?.steps.find((one) => one.outcome !== "done");
	return step === void 0 ? void 0 : `${step.step}: ${step.detail ?? step.outcome}`;
}

// src/keeptrusts/served-config.ts
const MAX_DIFFERENCES = 20;
const SHOWN_LIMIT = 80;
const PATH_LIMIT = 160;
const SECRET_KEY = /secret|token|passw|credential|authorization|api[-_]?key|(private|public|signing|access|encryption)[-_]?key|^key$|dsn/i;
const MASK = /\*{3,}/;
const PACK_DEFAULTS = {
	id: (value) => typeof value === "string",
	author: (value) => value === "",
	description: (value) => value === ""
};
const SECTIONS = /* @__PURE__ */ new Set([
	"policy",
	"providers",
	"agents",
	"routes",
	"consumer_groups",
	"global_rate_limit",
	"ip_rate_limit",
	"user_rate_limit",
	"token_rate_limit",
	"size_limits",
	"ip_allowlist",
	"cors",
	"callbacks"
]);
function isMapping(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value);
}
function isEmpty(value) {
	return value === void 0 || value === null || isMapping(value) && Object.keys(value).length === 0;
}
function join(path, key) {
	return path === "" ? key : `${path}.${key}`;
}
function own(mapping, key) {
	return Object.hasOwn(mapping, key) ? mapping[key] : void 0;
}
function differ(findings, path, what) {
	findings.differences.push(`${oneLine(path, PATH_LIMIT)}: ${what}`);
}
function isSame(file, served) {
	if (Array.isArray(file)) return Array.isArray(served) && file.length === served.length && file.every((item, index) => isSame(item, served[index]));
	if (!isMapping(file)) return file === served;
	if (!isMapping(served)) return false;
	const keys = Object.keys(file);
	return keys.length === Object.keys(served).length && keys.every((key) => Object.hasOwn(served, key) && isSame(file[key], served[key]));
}
function compareValue(file, served, path, secret, findings) {
	if (secret && typeof served === "string" && MASK.test(served) && served !== file) findings.gaps = true;
	else if (isMapping(file) && isMapping(served)) compareMapping(file, served, path, secret, findings);
	else if (Array.isArray(file) && Array.isArray(served)) compareList(file, served, path, secret, findings);
	else if (isEmpty(file) && isEmpty(served)) findings.gaps ||= file !== served;
	else if (file !== served) differ(findings, path, "the gateway shows something else than the file says");
}
function compareMapping(file, served, path, secret, findings) {
	for (const key of Object.keys(file)) if (Object.hasOwn(served, key)) compareValue(file[key], served[key], join(path, key), secret || SECRET_KEY.test(key), findings);
	else findings.gaps = true;
	for (const key of Object.keys(served)) if (!Object.hasOwn(file, key)) compareAddition(key, served[key], path, findings);
}
function compareAddition(key, served, path, findings) {
	findings.gaps = true;
	const isDefault = path === "pack" && Object.hasOwn(PACK_DEFAULTS, key) && PACK_DEFAULTS[key]?.(served) === true;
	const isOther = path === "" && !SECTIONS.has(key);
	const isNothing = isEmpty(served) || Array.isArray(served) && served.length === 0;
	if (isOther || isDefault || isNothing) return;
	differ(findings, join(path, key), "the gateway shows it, the file does not have it");
}
function compareList(file, served, path, secret, findings) {
	if (file.length !== served.length) {
		differ(findings, path, `the file lists ${file.length}, the gateway ${served.length}`);
		return;
	}
	for (const [index, item] of file.entries()) compareValue(item, served[index], `${path}[${index}]`, secret, findings);
}
function shown(text) {
	return oneLine(text, SHOWN_LIMIT);
}
function chainText(chain) {
	const first = chain.slice(0, 12).map(shown).join(" → ");
	return chain.length > 12 ? `${first} → … (${chain.length} in all)` : first || "empty";
}
function sameList$1(a, b) {
	return a.length === b.length && a.every((item, index) => item === b[index]);
}
function compareChains(file, served, findings) {
	if (sameList$1(file, served)) return;
	const what = sameList$1([...file].sort(), [...served].sort()) ? " (the same policies in another order)" : "";
	differ(findings, "policies.chain", `file ${chainText(file)}, served ${chainText(served)}${what}`);
}
function compareChainEntries(file, served, findings) {
	if (!Array.isArray(file) || !Array.isArray(served) || file.length !== served.length) {
		findings.gaps = true;
		return;
	}
	file.forEach((entry, index) => {
		const shownEntry = served[index];
		if (isMapping(entry) && isMapping(shownEntry)) compareMapping(entry, shownEntry, `policies.chain[${index}]`, false, findings);
		else if (typeof entry === "string" && isMapping(shownEntry)) compareCondition(entry, shownEntry, index, findings);
		else if (entry !== shownEntry) findings.gaps = true;
	});
}
function compareCondition(kind, served, index, findings) {
	findings.gaps = true;
	if (!isEmpty(own(served, kind))) differ(findings, `policies.chain[${index}]`, "the gateway shows conditions, the file has none");
}
function section(value, key) {
	return isMapping(value) ? own(value, key) : void 0;
}
function without(value, keys) {
	return isMapping(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key))) : value;
}
function compareIdentity(expected, body, findings) {
	const pack = section(body, "pack");
	for (const key of ["name", "version"]) {
		const raw = section(pack, key);
		if (raw === void 0 || raw === expected.identity[key]) continue;
		const text = typeof raw === "string" ? shown(raw) : "something that is not text";
		differ(findings, `pack.${key}`, `file ${shown(expected.identity[key])}, served ${text}`);
	}
	const chain = section(section(body, "policies"), "chain");
	if (chain === void 0) return;
	const kinds = Array.isArray(chain) ? chain.map(chainKind).filter((kind) => kind !== void 0) : [];
	if (!Array.isArray(chain) || kinds.length !== chain.length) differ(findings, "policies.chain", "the gateway shows it in a form that is not documented");
	else compareChains(expected.chain, kinds, findings);
}
function compareRest(expected, body, findings) {
	const { value } = expected;
	compareChainEntries(section(section(value, "policies"), "chain"), section(section(body, "policies"), "chain"), findings);
	if (!isMapping(value)) {
		findings.gaps = true;
		return;
	}
	const rest = (document) => ({
		...document,
		...Object.hasOwn(document, "pack") ? { pack: without(document.pack, ["name", "version"]) } : {},
		...Object.hasOwn(document, "policies") ? { policies: without(document.policies, ["chain"]) } : {}
	});
	const [ours, theirs] = [rest(value), rest(body)];
	if (!isSame(ours, theirs)) compareMapping(ours, theirs, "", false, findings);
}
function proofOf(served, findings) {
	if (findings.differences.length > 0 || served.name === void 0 || served.version === void 0) return "none";
	if (served.chain === void 0) return "version";
	return findings.gaps ? "chain" : "full";
}
function bounded(differences) {
	if (differences.length <= MAX_DIFFERENCES) return differences;
	return [...differences.slice(0, MAX_DIFFERENCES), `and ${differences.length - MAX_DIFFERENCES} more`];
}
function compareServed(expected, reading) {
	if (reading.kind !== "served") return {
		proof: "none",
		equal: false,
		differences: []
	};
	const findings = {
		differences: [],
		gaps: false
	};
	compareIdentity(expected, reading.body, findings);
	compareRest(expected, reading.body, findings);
	const differences = bounded(findings.differences);
	return {
		proof: proofOf(reading.identity, findings),
		equal: differences.length === 0,
		differences
	};
}
function proofAtLeast(actual, minimum) {
	return PROOFS.indexOf(actual) <= PROOFS.indexOf(minimum);
}

// src/stages/policy-history.ts
function stateServed(states, served) {
	return states.find((state) => fits(state, served));
}
function fits({ identity, chain }, served) {
	if (served.name !== identity.name || served.version !== identity.version) return false;
	return served.chain === void 0 || sameList(served.chain, chain);
}
const SAME_IDENTITY = "name, version and chain that it shows are those of this very file; what differs is beyond them";
function servedCommitOf(history, present, served) {
	if (history.kind === "unread") return {
		relation: "not-checked",
		reason: history.reason
	};
	const found = (relation, { commit, identity }) => ({
		relation,
		commit,
		version: identity.version
	});
	if ([...history.newer, ...history.states].some((state) => state.digest === present && fits(state, served))) return {
		relation: "not-checked",
		reason: SAME_IDENTITY
	};
	const newer = stateServed(history.newer, served);
	if (newer !== void 0) return found("newer", newer);
	const before = history.states.filter(({ digest }) => digest !== present);
	const state = stateServed(before, served);
	if (state !== void 0) return found(state === before[0] ? "previous" : "older", state);
	return history.incomplete === void 0 ? { relation: "none" } : {
		relation: "not-checked",
		reason: history.incomplete
	};
}
function sameList(one, other) {
	return one.length === other.length && one.every((item, index) => item === other[index]);
}

// src/stages/deploy/former-policy.ts
var FormerPolicies = class {
	#sources;
	#previous;
	#read = /* @__PURE__ */ new Map();
	constructor(sources) {
		this.#sources = sources;
		this.#previous = sources.previous === void 0 ? void 0 : previousPolicy(sources.previous);
	}
	originOf(shown) {
		const { history } = this.#sources;
		if (history.kind === "unread") return {
			kind: "not-checked",
			reason: history.reason
		};
		const newer = this.#stateOf(history.newer, shown);
		const state = newer ?? this.#stateOf(history.states, shown);
		if (state !== void 0) return {
			kind: "commit",
			isNewer: newer !== void 0,
			commit: state.commit
		};
		return history.incomplete === void 0 ? { kind: "none" } : {
			kind: "not-checked",
			reason: history.incomplete
		};
	}
	restoreSourceFor(shown) {
		if (shown === void 0) return {
			kind: "none",
			reason: "what it serves now is not known"
		};
		if (this.#previous !== void 0 && isConsistent(this.#previous, shown)) return this.#previous;
		const { history } = this.#sources;
		if (history.kind === "unread") return {
			kind: "none",
			reason: `Git history could not be read: ${history.reason}`
		};
		const [found, ...more] = this.#statesOf([...history.states, ...history.newer], shown).map((state) => this.#policyOf(state));
		const other = found && more.find(({ expected }) => !isDeepStrictEqual(expected.value, found.expected.value));
		if (found !== void 0 && other !== void 0) return {
			kind: "none",
			reason: ambiguity(found, other)
		};
		if (found !== void 0) return found;
		return {
			kind: "none",
			reason: `no commit of this file has what it serves now${history.incomplete === void 0 ? "" : ` (not all of it was looked at: ${history.incomplete})`}`
		};
	}
	#stateOf(states, shown) {
		return this.#statesOf(states, shown)[0];
	}
	#statesOf(states, shown) {
		return states.filter((state) => stateServed([state], shown.identity) !== void 0 && isConsistent(this.#policyOf(state), shown));
	}
	#policyOf(state) {
		const known = this.#read.get(state);
		if (known !== void 0) return known;
		const { commit, identity, chain, digest, bytes } = state;
		const expected = {
			identity,
			chain,
			value: parsePolicy(decode(bytes)).value
		};
		const policy = {
			source: {
				kind: "commit",
				commit,
				file: this.#sources.file,
				identity,
				digest
			},
			expected,
			bytes
		};
		this.#read.set(state, policy);
		return policy;
	}
};
function ambiguity(one, other) {
	const [first, second] = [one, other].map(({ source }) => source.kind === "commit" ? source.commit.slice(0, 12) : source.file);
	return `commits ${first} and ${second} have what it shows of itself, with different content`;
}
function isConsistent({ source, expected }, { identity, reading }) {
	const state = {
		commit: "",
		identity: source.identity,
		chain: expected.chain,
		digest: source.digest,
		bytes: /* @__PURE__ */ new Uint8Array()
	};
	if (stateServed([state], identity) === void 0) return false;
	return reading === void 0 || compareServed(expected, reading).equal;
}
function previousPolicy({ file, bytes }) {
	const { identity, chain, value } = parsePolicy(decode(bytes));
	if (identity === void 0 || chain === void 0) throw new Failure("bad-input", {
		doing: `reading previous-policy-file ${file}`,
		cameBack: "it names no pack or no chain, so that no gateway could be recognised by it",
		nextStep: "Name the policy file that the gateways serve now"
	});
	return {
		source: {
			kind: "previous-policy-file",
			file,
			identity,
			digest: digestOf(bytes)
		},
		expected: {
			identity,
			chain,
			value
		},
		bytes
	};
}

// src/stages/deploy/found.ts
function refusalOf$1(rows) {
	const refusals = rows.flatMap(({ gateway, standing }) => standing.kind === "refused" ? [{
		id: gateway.id,
		...standing
	}] : []);
	if (refusals.length === 0) return void 0;
	const told = refusals.map(({ id, reason, brief }) => ({
		id,
		reason: refusals.length === 1 ? reason : brief ?? reason
	}));
	const reasons = [...new Set(told.map(({ reason }) => reason))];
	return refused(reasons.map((reason) => {
		const same = told.filter((one) => one.reason === reason);
		return `${same.length === 1 ? `gateway ${list(same)}` : `each of ${same.length} gateways (${list(same)})`}: ${reason}`;
	}), refusals.flatMap(({ nextSteps }) => nextSteps));
}
function beforeReport({ gateway, standing }) {
	const base = {
		...describeGateway(gateway),
		...standing.before !== void 0 && { before: standing.before },
		steps: []
	};
	if (standing.kind === "serving") return {
		...base,
		state: "serving",
		proof: "full",
		after: standing.before
	};
	return {
		...base,
		state: "untouched",
		proof: "none"
	};
}
function uncheckedNotes(rows) {
	return [...new Set(rows.flatMap(({ unchecked }) => unchecked ?? []))].map((reason) => {
		const count = rows.filter(({ unchecked }) => unchecked === reason).length;
		return `not checked whether what ${count === 1 ? rows.find(({ unchecked }) => unchecked === reason)?.gateway.id : `${count} gateways`} served before came from this repository: ${reason}`;
	});
}
function bypassesOf(rows) {
	const all = rows.flatMap(({ bypasses }) => bypasses);
	return all.filter((one, index) => all.findIndex(({ check, because }) => check === one.check && because === one.because) === index);
}
function onePerControlPlane(gateways) {
	return gateways.filter((gateway, index) => gateways.findIndex(({ kt }) => kt === gateway.kt) === index);
}

// src/stages/deploy/last-look.ts
const LAST_LOOK_MS$1 = 2e3;
const AT_ONCE = 20;
async function lookOnceMore(gateways, minimumProof, recorder) {
	const { flights } = recorder.ledger;
	if (flights.length === 0) return;
	const signal = AbortSignal.timeout(LAST_LOOK_MS$1);
	await mapBounded(flights, AT_ONCE, async (flight) => {
		const known = recorder.ledger.gateway(flight.gateway);
		if (known === void 0) return;
		const seen = await lookAt(gateways.find(({ id }) => id === flight.gateway), known, flight, minimumProof, signal);
		recorder.settle(seen);
	});
}
async function lookAt(gateway, known, { expected, goal, isProvenBySight }, minimumProof, signal) {
	const { byHand: _done, ...rest } = known;
	const open = {
		...known,
		state: "unknown"
	};
	if (gateway?.client === void 0) return open;
	try {
		const reading = await gateway.client.config(signal);
		if (reading.kind !== "served") return open;
		const { equal, proof, differences } = compareServed(expected, reading);
		const after = {
			after: reading.identity,
			proof,
			differences
		};
		if (equal && isProvenBySight && proofAtLeast(proof, minimumProof)) return {
			...rest,
			...after,
			state: goal
		};
		return {
			...open,
			...after
		};
	} catch (error) {
		return {
			...open,
			differences: [`what it serves could not be read after the run was stopped: ${messageOf(error)}`]
		};
	}
}

// src/stages/deploy/identities.ts
var Identities = class {
	#known = /* @__PURE__ */ new Map();
	shared(identity) {
		const key = JSON.stringify([
			identity.name,
			identity.version,
			identity.chain
		]);
		const known = this.#known.get(key);
		if (known !== void 0) return known;
		this.#known.set(key, identity);
		return identity;
	}
};

// src/stages/deploy/ledger.ts
var Ledger = class {
	digest;
	validation;
	plan;
	canary = [];
	waves = [];
	bypasses = [];
	takenBack;
	notes = [];
	#settings;
	#startedAt;
	#started;
	#gateways = /* @__PURE__ */ new Map();
	#written = /* @__PURE__ */ new Set();
	#flights = /* @__PURE__ */ new Map();
	#identities = new Identities();
	constructor(settings) {
		this.#settings = settings;
		this.#startedAt = settings.clock.now().toISOString();
		this.#started = settings.clock.elapsed();
	}
	get written() {
		return [...this.#written];
	}
	get flights() {
		return [...this.#flights.values()];
	}
	gateway(id) {
		return this.#gateways.get(id);
	}
	keep(gateway) {
		const { before, after } = gateway;
		this.#gateways.set(gateway.id, {
			...gateway,
			...before !== void 0 && { before: this.#identities.shared(before) },
			...after !== void 0 && { after: this.#identities.shared(after) },
			steps: gateway.steps.slice()
		});
	}
	beginWrite(known, flight) {
		this.#written.add(known.id);
		this.#flights.set(known.id, flight);
		this.keep({
			...known,
			state: "unknown"
		});
	}
	endWrite(settled) {
		this.keep(settled);
		return this.#flights.delete(settled.id);
	}
	acceptWrite(id) {
		const flight = this.#flights.get(id);
		if (flight !== void 0) this.#flights.set(id, {
			...flight,
			isProvenBySight: true
		});
	}
	isInFlight(id) {
		return this.#flights.has(id);
	}
	withdrawWrite(known) {
		this.#written.delete(known.id);
		this.endWrite(known);
	}
	markWave(number, change) {
		this.waves = this.waves.map((wave) => wave.number === number ? {
			...wave,
			...change
		} : wave);
	}
	report(ending) {
		const { clock, phase, file, rollbackTo, emergency } = this.#settings;
		const { pack } = this.validation ?? {};
		return {
			stage: "deploy",
			startedAt: this.#startedAt,
			durationMs: Math.round(clock.elapsed() - this.#started),
			...ending,
			warnings: [
				...this.notes,
				...[...this.#gateways.values()].flatMap(contradictions),
				...this.canary.flatMap(undecided)
			],
			phase,
			...rollbackTo !== void 0 && { rollbackTo: { commit: rollbackTo } },
			...emergency !== void 0 && { emergency },
			file,
			...this.digest !== void 0 && { digest: this.digest },
			...pack !== void 0 && { pack },
			...this.validation !== void 0 && { validation: this.validation },
			...this.plan !== void 0 && { plan: this.plan },
			waves: this.waves,
			bypasses: this.bypasses,
			canary: this.canary,
			gateways: [...this.#gateways.values()],
			...this.takenBack !== void 0 && { takenBack: this.takenBack }
		};
	}
};
function contradictions(gateway) {
	if (gateway.state !== "serving") return [];
	const failed = gateway.steps.find((step) => step.outcome !== "done");
	return failed === void 0 ? [] : [`${gateway.id} serves this file, although ${failed.step} said: ${failed.detail ?? failed.outcome}`];
}
function undecided(canary) {
	return canary.outcome === "undecided" ? [`canary "${canary.name}" is undecided: ${canary.reason ?? "no reason given"}`] : [];
}

// src/stages/deploy/waves.ts
function wavesOf(text, count) {
	const parsed = parseWaves(text);
	if (parsed.kind === "problem") throw new Failure("bad-input", {
		doing: `reading option waves ${JSON.stringify(text)}`,
		cameBack: parsed.problem,
		nextStep: "Correct the option waves"
	});
	const ends = [];
	for (const size of parsed.waves) {
		const last = ends.at(-1) ?? 0;
		if (last < count) ends.push(Math.min(count, Math.max(last + 1, gatewaysOf(size, count))));
	}
	return ends;
}
function gatewaysOf({ kind, value }, count) {
	return kind === "count" ? value : Math.ceil(count * value / 100);
}

// src/stages/deploy/snapshot.ts
async function takeSnapshot(bytes, parent) {
	try {
		const directory = await mkdtemp(join$1(parent, "snapshot-"));
		const path = join$1(directory, "policy-config.yaml");
		await writeFile(path, bytes, {
			mode: 384,
			flag: "wx"
		});
		await chmod(path, 256);
		return {
			path,
			digest: digestOf(bytes)
		};
	} catch (error) {
		throw new Failure("bad-input", {
			doing: `copying the policy file below ${parent}`,
			cameBack: messageOf(error),
			nextStep: "Check that this runner's temporary directory exists, is writable and has room"
		});
	}
}
async function assertUntouched(snapshot) {
	const found = await readFile(snapshot.path).then(digestOf, messageOf);
	if (found === snapshot.digest) return;
	throw new Failure("refused", {
		doing: "checking the policy snapshot before handing it to kt",
		cameBack: `${snapshot.digest} was validated, and now there is: ${found}`,
		nextStep: "Something on this runner changed the file during the run; find out what before deploying again"
	});
}

// src/stages/deploy/write.ts
const PUSH = { kind: "push" };
function methodFor(staging, target, promoteWith) {
	if (staging === void 0 || staging.id === target.id || promoteWith === "push") return PUSH;
	return promoteWith === "deploy" || staging.apiUrl === target.apiUrl ? {
		kind: "deploy",
		from: staging.id
	} : PUSH;
}
async function send(report, gateway, method, snapshot, clock) {
	await assertUntouched(snapshot);
	const timed = stopwatch(clock);
	const write = method.kind === "push" ? await gateway.kt.push(snapshot.path, gateway.id) : await gateway.kt.deploy(snapshot.path, method.from, gateway.id);
	const step = {
		step: method.kind === "push" ? "kt policy push" : `kt policy deploy from ${method.from}`,
		...timed(),
		...outcomeOf(write)
	};
	return {
		gateway,
		write,
		report: {
			...report,
			steps: [...report.steps, step]
		}
	};
}
function stopwatch(clock) {
	const at = clock.now().toISOString();
	const started = clock.elapsed();
	return () => ({
		at,
		durationMs: Math.round(clock.elapsed() - started)
	});
}
function outcomeOf(write) {
	switch (write.kind) {
		case "accepted": return { outcome: "done" };
		case "rejected": return {
			outcome: "failed",
			detail: `kt exited with ${write.exitCode}: ${write.said}`
		};
		case "not-started": return {
			outcome: "failed",
			detail: `kt did not start: ${write.reason}`
		};
		case "unknown": return {
			outcome: "unknown",
			detail: write.reason
		};
	}
}

// src/stages/deploy/plan.ts
function wavesFor(staging, production, waves) {
	const ends = wavesOf(waves, production.length);
	return [...staging === void 0 ? [] : [{
		number: 0,
		gateways: [staging]
	}], ...ends.map((end, index) => ({
		number: index + 1,
		gateways: production.slice(ends[index - 1] ?? 0, end)
	}))];
}
function planOf(waves, rows, { identity }, settings) {
	const byId = new Map(rows.map((row) => [row.gateway.id, row]));
	return {
		to: identity,
		gateways: waves.flatMap(({ number, gateways: members }) => members.map((gateway) => {
			const { id, environment } = gateway;
			const method = methodFor(settings.staging, gateway, settings.promoteWith);
			return {
				id,
				...environment !== void 0 && { environment },
				wave: number,
				method,
				...actionOf(byId.get(id))
			};
		})),
		canary: settings.canary,
		bakeMs: settings.bakeMs
	};
}
function actionOf(row) {
	if (row === void 0) return { action: "not-read" };
	const { standing, restore } = row;
	const before = standing.before === void 0 ? {} : { before: standing.before };
	if (standing.kind === "serving") return {
		action: "unchanged",
		...before
	};
	const known = {
		...before,
		...restore !== void 0 && { restore }
	};
	return standing.kind === "write" ? {
		action: "write",
		...known
	} : {
		action: "refused",
		...known,
		reason: standing.reason
	};
}

// src/stages/deploy/judge.ts
function judge$1(reading, expected, minimumProof) {
	if (reading === void 0) {
		if (proofAtLeast("accepted", minimumProof)) return { kind: "write" };
		return {
			kind: "refused",
			reason: `it has no URL, so nothing can be read back, and minimum-proof is ${minimumProof}`,
			nextStep: "Give the gateway's URL (id=url), or set minimum-proof: accepted and rely on kt's word."
		};
	}
	if (reading.kind !== "served") return {
		kind: "refused",
		reason: `what it serves now could not be read: ${reading.reason}`,
		nextStep: "Check the gateway's URL, that this runner can reach it, and gateway-token; one that has no policy yet needs a first one, by kt policy push."
	};
	const before = reading.identity;
	const comparison = compareServed(expected, reading);
	if (comparison.equal && comparison.proof === "full") return {
		kind: "serving",
		before
	};
	const reachable = reachableProof(reading);
	if (reachable === "none") return {
		kind: "refused",
		before,
		reason: "it does not show name and version of the pack it serves, so a write to it could not be proven",
		nextStep: "Leave its URL out and set minimum-proof: accepted, if kt's word is enough for you."
	};
	if (!proofAtLeast(reachable, minimumProof)) return {
		kind: "refused",
		before,
		reason: `it shows at most proof "${reachable}" of what it serves, and minimum-proof is ${minimumProof}`,
		nextStep: `Set minimum-proof: ${reachable} if that is enough for you.`
	};
	if (before.name === expected.identity.name && before.version === expected.identity.version) return {
		kind: "refused",
		before,
		reason: `it already serves ${describeServed(before)}, and whether with this content cannot be told apart`,
		nextStep: "Raise pack.version: it is the only identity most gateways show. For a file that must stay as it is, leave out gateways known to have it."
	};
	return {
		kind: "write",
		before
	};
}
function reachableProof(reading) {
	const { name, version, chain } = reading.identity;
	if (name === void 0 || version === void 0) return "none";
	if (chain === void 0) return "version";
	return Object.keys(reading.body).some((key) => key !== "pack" && key !== "policies") ? "full" : "chain";
}
const ORDERED_VERSION = /^\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?$/;
function objectionsTo(shown, expected, former) {
	const { identity } = shown;
	const origin = former.originOf(shown);
	const lower = isLower(expected, identity) ? [{
		check: "downgrade",
		reason: `it serves ${describeServed(identity)}, which is newer than version ${expected.identity.version}`,
		nextStep: "Deploy the newer commit, raise pack.version, or set allow-downgrade: true."
	}] : [];
	if (origin.kind === "not-checked") return {
		objections: lower,
		unchecked: origin.reason
	};
	if (origin.kind === "none") {
		const drift = {
			check: "drift",
			reason: `it serves ${describeServed(identity)}, and no commit of this file had that: somebody changed it elsewhere`,
			nextStep: "Bring that change into Git first, or set allow-drift: true to overwrite it."
		};
		return { objections: [...lower, drift] };
	}
	if (!origin.isNewer || lower.length > 0) return { objections: lower };
	return { objections: [{
		check: "downgrade",
		reason: `this commit is behind the one it serves (${origin.commit.slice(0, 12)}, ${describeServed(identity)})`,
		nextStep: "Deploy the newest commit, or set allow-downgrade: true."
	}] };
}
function isLower({ identity }, { name, version }) {
	if (name !== identity.name || version === void 0) return false;
	if (!ORDERED_VERSION.test(version) || !ORDERED_VERSION.test(identity.version)) return false;
	return compareVersions(identity.version, version) < 0;
}
function describeServed(identity) {
	return `${identity.name ?? "(no name)"} ${identity.version ?? "(no version)"}`;
}

// src/stages/deploy/preflight.ts
async function preflight(gateways, expected, settings, context) {
	const identities = new Identities();
	let done = 0;
	const readOne = async (gateway) => {
		const read = await gateway.client?.config(context.signal);
		const reading = read?.kind === "served" ? {
			...read,
			identity: identities.shared(read.identity)
		} : read;
		const emulated = reading?.kind === "served" && reading.emulated;
		const readiness = judge$1(reading, expected, settings.minimumProof);
		const base = {
			gateway,
			emulated,
			bypasses: NONE$1
		};
		if (readiness.kind === "serving") return {
			...base,
			standing: readiness
		};
		if (readiness.kind === "refused") {
			const { nextStep, ...standing } = readiness;
			return {
				...base,
				standing: {
					...standing,
					nextSteps: [nextStep]
				}
			};
		}
		const inspected = await inspect(gateway);
		context.signal.throwIfAborted();
		return {
			...base,
			...await judgeWrite(shownBy(reading, inspected), inspected, expected, settings, context)
		};
	};
	return mapBounded(gateways, settings.concurrency, async (gateway) => {
		const row = await readOne(gateway);
		done += 1;
		context.onRead?.(done);
		return row;
	});
}
const NONE$1 = [];
async function judgeWrite(shown, inspected, expected, settings, context) {
	const before = shown?.reading === void 0 ? {} : { before: shown.identity };
	if (isUnknownToKt(inspected)) {
		const reason = `the control plane does not know it: ${inspected.said}`;
		return {
			bypasses: NONE$1,
			standing: {
				kind: "refused",
				...before,
				reason,
				nextSteps: ["Correct the gateway's id, or the api-url."]
			}
		};
	}
	const former = await context.former();
	const { objections, unchecked } = shown === void 0 ? { objections: [] } : objectionsTo(shown, expected, former);
	const source = settings.takesBack ? former.restoreSourceFor(shown) : void 0;
	const faults = [...objections.filter(({ check }) => !settings.waived.has(check)), ...source !== void 0 && "kind" in source ? [noSource(source.reason, shown)] : []];
	const bypasses = objections.flatMap(({ check }) => {
		const because = settings.waived.get(check)?.because;
		return because === void 0 ? [] : [{
			check,
			because
		}];
	});
	const found = source === void 0 || "kind" in source ? void 0 : source;
	const restore = source === void 0 ? void 0 : "kind" in source ? source : source.source;
	const [first, ...more] = faults;
	return {
		bypasses: bypasses.length === 0 ? NONE$1 : bypasses,
		...restore !== void 0 && { restore },
		...unchecked !== void 0 && { unchecked },
		...inspected.kind === "unusable" && { uninspected: inspected.reason },
		standing: first === void 0 ? {
			kind: "write",
			...before,
			...found !== void 0 && { former: found }
		} : {
			kind: "refused",
			...before,
			reason: [first, ...more].map(({ reason }) => reason).join("; "),
			...more.length > 0 && { brief: `${first.reason}, and ${count(more.length, "more reason")}` },
			nextSteps: [first, ...more].map(({ nextStep }) => nextStep)
		}
	};
}
function noSource(reason, shown) {
	return {
		reason: `there is no source to give it ${shown === void 0 ? "what it serves now" : describeServed(shown.identity)} back from, should the roll-out fail: ${reason}`,
		nextStep: shown === void 0 ? "Give the gateway's URL (id=url), or set rollback: false." : "Check out the whole history (fetch-depth: 0), name the served file as previous-policy-file, or set rollback: false."
	};
}
function shownBy(reading, inspected) {
	if (reading?.kind === "served") return {
		identity: reading.identity,
		reading
	};
	const shows = inspected.kind === "answered" ? inspected.shows : void 0;
	return shows?.name === void 0 || shows.version === void 0 ? void 0 : { identity: shows };
}
async function inspect({ id, kt }) {
	try {
		return await kt.inspect(id);
	} catch (error) {
		if (error instanceof Failure) throw error;
		return {
			kind: "unusable",
			reason: messageOf(error)
		};
	}
}
const NOT_KNOWN = /\b(?:not found|no such gateway|unknown gateway|does not exist)\b/i;
function isUnknownToKt(answer) {
	return answer.kind === "answered" && answer.exitCode !== 0 && NOT_KNOWN.test(answer.said);
}
function misplacedGateways(staging, production) {
	const ids = production.map(({ id }) => id);
	const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
	return [
		...[...new Set(twice)].map((id) => `gateway ${id} is listed twice in production-gateways`),
		...staging !== void 0 && ids.includes(staging.id) ? [`staging gateway ${staging.id} is also listed in production-gateways`] : [],
		...sharedAddresses(staging === void 0 ? production : [staging, ...production]).map(({ address, ids }) => `gateways ${ids.join(", ")} have the same URL ${address}`)
	];
}

// src/stages/deploy/publisher.ts
const LARGEST_SHARE$1 = 1 / 2;
const LONGEST_PAUSE_MS$1 = 250;
var Publisher = class {
	#write;
	#clock;
	#notBefore = Number.NEGATIVE_INFINITY;
	#active = Promise.resolve();
	#waiting;
	#isBehind = false;
	constructor(write, clock) {
		this.#write = write;
		this.#clock = clock;
	}
	publish() {
		this.#isBehind = true;
		this.#waiting ??= this.#next();
		return this.#waiting;
	}
	flush() {
		return this.#isBehind ? this.publish() : this.#active;
	}
	async idle() {
		await (this.#waiting ?? this.#active).catch(() => void 0);
	}
	async #next() {
		await this.#active.catch(() => void 0);
		const pause = this.#notBefore - this.#clock.elapsed();
		if (pause > 0) await this.#clock.sleep(pause);
		this.#waiting = void 0;
		this.#isBehind = false;
		this.#active = this.#timed();
		return this.#active;
	}
	async #timed() {
		const started = this.#clock.elapsed();
		try {
			await this.#write();
		} finally {
			const ended = this.#clock.elapsed();
			this.#notBefore = ended + Math.min(LONGEST_PAUSE_MS$1, (ended - started) * (1 / LARGEST_SHARE$1 - 1));
		}
	}
};

// src/stages/watch.ts
async function watchGateway(client, expected, settings, context) {
	const { clock, signal, random, turn = atOnce } = context;
	let last = {
		result: "timed-out",
		proof: "none",
		differences: [],
		emulated: false,
		rounds: 0
	};
	let sameInARow = 0;
	let misses = 0;
	try {
		for (;;) {
			const readiness = sameInARow + 1 >= settings.consecutive && (settings.consecutive === 1 || misses === 0) || last.health?.status === "loading" ? "asked" : "not-asked";
			const observed = await turn(async () => {
				if (context.turn !== void 0 && isTooLate(settings, last.rounds, clock)) return void 0;
				return observeOnce(client, expected, settings, {
					readiness,
					...last.rounds === 0 && firstLookLimit(settings.deadline, clock),
					signal
				});
			});
			if (observed === void 0) break;
			sameInARow = observed.result === last.result ? sameInARow + 1 : 1;
			misses = isSettled$1(observed) ? 0 : misses + 1;
			last = {
				...observed,
				...inAll(observed, last)
			};
			if (misses === 0 && sameInARow >= settings.consecutive) return last;
			const remaining = settings.deadline - clock.elapsed();
			if (remaining <= settings.intervalMs) break;
			context.onPause?.();
			const pause = random === void 0 ? settings.intervalMs : pauseMs(settings.intervalMs, misses, random());
			await clock.sleep(Math.min(remaining, pause), signal);
		}
	} catch (error) {
		if (!signal.aborted) throw error;
		return {
			...last,
			result: "timed-out",
			differences: [...last.differences, `cancelled: ${messageOf(signal.reason)}`]
		};
	}
	if (last.rounds === 0) return {
		...last,
		differences: [NOT_ASKED]
	};
	if (last.result !== "verified") return last;
	const tooFew = `only ${sameInARow} of ${settings.consecutive} good answers in a row before the deadline`;
	return {
		...last,
		result: "timed-out",
		differences: [...last.differences, tooFew]
	};
}
const atOnce = (work) => work();
function isTooLate(settings, rounds, clock) {
	return clock.elapsed() - settings.deadline > (rounds === 0 ? 0 : settings.intervalMs);
}
const NOT_ASKED = "it was not asked before the deadline, because the others took all the time";
const SHORTEST_LOOK_MS = 1e3;
function firstLookLimit(deadline, clock) {
	const remaining = deadline - clock.elapsed();
	return remaining > 0 ? { timeoutMs: Math.max(SHORTEST_LOOK_MS, remaining) } : {};
}
const GROWTH = 1.5;
const LONGEST_PAUSE_MS = 1e4;
function pauseMs(intervalMs, misses, random) {
	const grown = Math.min(intervalMs * GROWTH ** Math.max(0, misses - 1), Math.max(intervalMs, LONGEST_PAUSE_MS));
	return Math.round(grown * (.75 + random / 2));
}
function inAll(observed, last) {
	const { health } = observed;
	const excerpt = health.excerpt ?? last.health?.excerpt;
	return {
		rounds: last.rounds + 1,
		emulated: observed.emulated || last.emulated,
		health: {
			...health,
			attempts: health.attempts + (last.health?.attempts ?? 0),
			...excerpt !== void 0 && { excerpt }
		}
	};
}
function isSettled$1({ result, proof }) {
	return result === "verified" || result === "unproven" && proof !== "none";
}
async function observeOnce(client, expected, settings, { signal, ...asked }) {
	const [health, reading] = await Promise.all([client.health(signal, asked), client.config(signal, asked)]);
	const comparison = compareServed(expected, reading);
	return {
		result: classify(health, reading.kind, comparison, settings),
		proof: comparison.proof,
		differences: reading.kind === "served" ? comparison.differences : [`what it serves could not be read: ${reading.reason}`],
		health,
		emulated: reading.kind === "served" && reading.emulated,
		...reading.kind === "served" && { served: reading.identity }
	};
}
function classify(health, reading, comparison, settings) {
	if (reading === "served" && !comparison.equal) return "mismatch";
	if (isSick(health, settings)) return "unhealthy";
	if (health.status === "unreachable" || reading === "unreachable") return "unreachable";
	if (health.status === "loading") return "timed-out";
	if (reading === "unreadable") return "unproven";
	return proofAtLeast(comparison.proof, settings.minimumProof) ? "verified" : "unproven";
}
function isSick({ status }, { acceptDegraded }) {
	return status === "unhealthy" || status === "unreadable" || status === "degraded" && !acceptDegraded;
}

// src/stages/deploy/read-back.ts
async function lookOnce(client, expected, context) {
	const { clock, intervalMs, minimumProof } = context;
	const settings = {
		deadline: clock.elapsed(),
		intervalMs,
		consecutive: 1,
		minimumProof,
		acceptDegraded: true
	};
	return watchGateway(client, expected, settings, context).catch(notRead);
}
function notRead(error) {
	return {
		result: "unreachable",
		proof: "none",
		differences: [messageOf(error)],
		emulated: false,
		rounds: 0
	};
}
async function watchTogether(watched, deadline, context, onRound) {
	const seen = watched.map((one) => one.seen);
	for (;;) {
		const open = watched.flatMap((one, index) => isSettled(one, seen[index], context, deadline) ? [] : [index]);
		onRound?.(watched.length - open.length);
		if (open.length === 0) break;
		const due = open.every((index) => seen[index] !== void 0);
		if (due && !await slept(context)) break;
		await mapBounded(open, context.concurrency, async (index) => {
			const one = watched[index];
			if (one !== void 0 && (due || seen[index] === void 0)) seen[index] = await lookOnce(one.client, one.expected, context);
		});
	}
	return seen.map((one) => one ?? NOT_LOOKED_AT);
}
const NOT_LOOKED_AT = {
	result: "timed-out",
	proof: "none",
	differences: [],
	emulated: false,
	rounds: 0
};
function isSettled({ look }, seen, context, deadline) {
	if (seen === void 0) return context.signal.aborted;
	if (look === "once") return true;
	if (look === "throughout" ? seen.result === "mismatch" : isServed(seen)) return true;
	return context.signal.aborted || context.clock.elapsed() + context.intervalMs >= deadline;
}
function isServed({ result, proof }) {
	return result === "verified" || result === "unproven" && proof !== "none";
}
async function slept({ clock, intervalMs, signal }) {
	try {
		await clock.sleep(intervalMs, signal);
		return true;
	} catch (error) {
		if (!signal.aborted) throw error;
		return false;
	}
}

// src/stages/deploy/recorder.ts
var Recorder = class {
	ledger;
	#journal;
	#log;
	#publisher;
	constructor(ledger, journal, log, publisher) {
		this.ledger = ledger;
		this.#journal = journal;
		this.#log = log;
		this.#publisher = publisher;
	}
	tell(state) {
		this.#log.progress(state);
	}
	publish() {
		return this.#publisher.publish();
	}
	flush() {
		return this.#publisher.flush();
	}
	idle() {
		return this.#publisher.idle();
	}
	async begin(known, flight, write) {
		this.#journal.begin({
			gateway: known.id,
			...known.url !== void 0 && { url: known.url },
			write,
			to: flight.expected.identity,
			...known.before !== void 0 && { before: known.before }
		});
		this.ledger.beginWrite(known, flight);
		await this.publish();
	}
	markSent(report) {
		this.ledger.keep({
			...report,
			state: "unknown"
		});
	}
	settle(report) {
		if (this.ledger.endWrite(report)) this.#end(report);
		this.#log.info(`${report.id}: ${report.state} (proof: ${report.proof})`);
		this.publish().catch(() => void 0);
	}
	withdraw(known) {
		this.ledger.withdrawWrite(known);
		this.#end(known);
	}
	#end({ id, state }) {
		try {
			this.#journal.end({
				gateway: id,
				state
			});
		} catch (error) {
			this.#log.warning(`the journal does not say that the write to ${id} ended: ${messageOf(error)}`);
		}
	}
};

// src/stages/deploy/restorations.ts
async function takeFormerSnapshots(rows, parent) {
	const snapshots = /* @__PURE__ */ new Map();
	for (const { standing } of rows) {
		if (standing.kind !== "write" || standing.former === void 0 || snapshots.has(standing.former.source.digest)) continue;
		snapshots.set(standing.former.source.digest, await takeSnapshot(standing.former.bytes, parent));
	}
	return snapshots;
}
function restorationOf(row, snapshots) {
	if (row?.standing.kind !== "write" || row.standing.former === void 0) return void 0;
	const { former } = row.standing;
	const snapshot = snapshots.get(former.source.digest);
	return snapshot && {
		gateway: row.gateway,
		former,
		snapshot
	};
}

// src/stages/deploy/state.ts
const NONE = [];
function afterLook(report, observation, state, timed) {
	const good = observation.result === "verified";
	const { after: _, ...rest } = report;
	const step = {
		step: "read back",
		...timed,
		outcome: good ? "done" : observation.served === void 0 ? "unknown" : "failed",
		...!good && { detail: seenIn(observation) }
	};
	return {
		...rest,
		state,
		proof: observation.proof,
		...observation.served !== void 0 && { after: observation.served },
		...observation.health !== void 0 && { health: observation.health },
		differences: observation.differences.length === 0 ? NONE : observation.differences,
		steps: [...report.steps, step]
	};
}
function seenIn({ result, differences, health }) {
	return [
		result,
		...differences,
		...result === "unhealthy" && health?.detail !== void 0 ? [health.detail] : []
	].join("; ");
}
function stateAfter(observation, write) {
	switch (observation.result) {
		case "verified": return "serving";
		case "mismatch": return write.kind === "unknown" ? "unknown" : "serving-other";
		case "unhealthy": return observation.proof === "none" ? "unknown" : "unhealthy";
		case "unreachable":
		case "timed-out":
		case "unproven": return "unknown";
	}
}

// src/stages/deploy/wave.ts
function tell({ recorder, place = "" }, state) {
	recorder.tell({
		...state,
		doing: `${place}${state.doing}`
	});
}
function tellWatched(doing, of, deadline, context) {
	const started = context.clock.elapsed();
	return (done) => {
		if (of > 0) tell(context, {
			doing,
			done,
			of,
			detail: waitedWords(context.clock.elapsed() - started, deadline - started)
		});
	};
}
async function runWave(rows, settings, context) {
	const { clock, signal, recorder } = context;
	const stops = [];
	const pending = [];
	const toWrite = rows.filter(({ standing }) => standing.kind === "write");
	let done = 0;
	await mapBounded(toWrite, context.concurrency, async (row) => {
		if (stops.length > 0 || pending.some(wasRefused) || signal.aborted) return;
		const came = await writeTo(row, settings, context);
		done += 1;
		tell(context, {
			doing: "writing: gateway",
			done,
			of: toWrite.length
		});
		if (came === void 0) return;
		if ("kind" in came) stops.push(came);
		else if (came.first.result === "verified") stops.push(...settle$1(came, came.first, settings, recorder));
		else pending.push(came);
	});
	const deadline = clock.elapsed() + settings.deployTimeoutMs;
	const watched = pending.map((one) => {
		const look = wasRefused(one) ? "once" : "until-served";
		return {
			client: one.gateway.client,
			expected: settings.expected,
			look,
			seen: one.first
		};
	});
	const seen = await watchTogether(watched, deadline, context, tellWatched("reading back: gateway", watched.length, deadline, context));
	for (const [index, one] of pending.entries()) {
		const last = wasRefused(one) ? await lookOnce(one.gateway.client, settings.expected, context) : seen[index];
		if (signal.aborted) break;
		stops.push(...settle$1(one, last ?? one.first, settings, recorder));
	}
	await recorder.flush();
	if (signal.aborted) return {
		kind: "stop",
		why: messageOf(signal.reason)
	};
	return stops.find(({ kind }) => kind === "trigger") ?? stops[0];
}
function wasRefused({ first, write }) {
	return write.kind === "rejected" && first.result !== "verified";
}
function settle$1(one, observation, { expected }, recorder) {
	const report = afterLook(one.report, observation, stateAfter(observation, one.write), one.timed());
	recorder.settle(report);
	return stopsOf(report, observation, expected);
}
function stopsOf({ id, steps }, { result }, { identity }) {
	if (result === "verified") return [];
	const cause = steps.find(({ outcome }) => outcome !== "done");
	const what = cause === void 0 ? result : `${cause.step}: ${cause.detail ?? result}`;
	if (result === "unhealthy") return [{
		kind: "trigger",
		gateway: id,
		why: `${id} is not healthy with version ${identity.version}: ${what}`
	}];
	if (result === "mismatch") return [{
		kind: "trigger",
		gateway: id,
		why: `${id} does not serve version ${identity.version}: ${what}`
	}];
	return [{
		kind: "stop",
		gateway: id,
		why: `whether ${id} serves version ${identity.version} could not be proven: ${what}`
	}];
}
async function writeTo(row, settings, context) {
	const { gateway } = row;
	const { recorder, clock, signal } = context;
	const known = recorder.ledger.gateway(gateway.id);
	if (known === void 0) return void 0;
	const changed = await changedSince(gateway, known, context);
	if (signal.aborted) return void 0;
	if (changed !== void 0) {
		recorder.settle(changed.report);
		return {
			kind: "stop",
			gateway: gateway.id,
			why: changed.why
		};
	}
	const method = methodFor(settings.staging, gateway, settings.promoteWith);
	let sent;
	try {
		await recorder.begin(known, {
			gateway: gateway.id,
			expected: settings.expected,
			goal: "serving",
			isProvenBySight: true
		}, method.kind);
		sent = await send(known, gateway, method, settings.snapshot, clock);
	} catch (error) {
		recorder.withdraw(known);
		throw error;
	}
	if (sent.write.kind === "not-started") return notSent(sent, recorder);
	if (gateway.client === void 0) return byKtsWord(sent, recorder);
	recorder.markSent(sent.report);
	const timed = stopwatch(clock);
	return {
		...sent,
		gateway: {
			...gateway,
			client: gateway.client
		},
		first: await lookOnce(gateway.client, settings.expected, context),
		timed
	};
}
function notSent({ report }, recorder) {
	recorder.withdraw({
		...report,
		state: "untouched"
	});
	return {
		kind: "stop",
		gateway: report.id,
		why: `${report.id} was not written to: ${report.steps.at(-1)?.detail ?? "kt did not start"}`
	};
}
function byKtsWord({ report, write }, recorder) {
	const accepted = write.kind === "accepted";
	recorder.settle({
		...report,
		state: accepted ? "accepted" : "unknown",
		proof: accepted ? "accepted" : "none"
	});
	return accepted ? void 0 : {
		kind: "stop",
		gateway: report.id,
		why: `what ${report.id} serves is not known: ${report.steps.at(-1)?.detail ?? write.kind}`
	};
}
async function changedSince(gateway, known, { clock, signal }) {
	if (gateway.client === void 0) return void 0;
	const timed = stopwatch(clock);
	const reading = await gateway.client.config(signal).catch((error) => {
		return {
			kind: "unreachable",
			reason: messageOf(error)
		};
	});
	const step = "read before the write";
	if (reading.kind !== "served") {
		const detail = `what it serves could not be read: ${reading.reason}`;
		const report = {
			...known,
			steps: [...known.steps, {
				step,
				...timed(),
				outcome: "unknown",
				detail
			}]
		};
		return {
			why: `${gateway.id} was not written to: ${detail}`,
			report
		};
	}
	if (sameIdentity(reading.identity, known.before)) return void 0;
	const detail = `it serves ${describeServed(reading.identity)} now, which it did not when this run began`;
	const steps = [...known.steps, {
		step,
		...timed(),
		outcome: "failed",
		detail
	}];
	const report = {
		...known,
		state: "serving-other",
		after: reading.identity,
		steps
	};
	return {
		why: `${gateway.id} was not written to: ${detail}, so somebody else deploys to it`,
		report
	};
}
function sameIdentity(one, other) {
	const sameChain = JSON.stringify(one.chain) === JSON.stringify(other?.chain);
	return one.name === other?.name && one.version === other?.version && sameChain;
}

// src/stages/deploy/bake.ts
async function bake(baking, { expected, bakeMs }, context) {
	const { clock, signal, intervalMs } = context;
	const until = clock.elapsed() + bakeMs;
	let due = baking.filter(({ isFresh }) => !isFresh);
	for (;;) {
		const bad = await badOf(due, expected, context);
		if (bad.length > 0 && !signal.aborted) {
			await pause(intervalMs, context);
			const still = await badOf(bad.map(({ one }) => one), expected, context);
			if (still.length > 0 && !signal.aborted) return report(still, expected, context);
		}
		const left = until - clock.elapsed();
		if (left > 0) tell(context, {
			doing: "baking",
			done: (bakeMs - left) / 1e3,
			of: bakeMs / 1e3,
			unit: "s"
		});
		if (left > 0) await pause(Math.min(intervalMs, left), context);
		if (signal.aborted) return {
			kind: "stop",
			why: messageOf(signal.reason)
		};
		if (left <= 0) return void 0;
		due = [...baking];
	}
}
async function badOf(baking, expected, context) {
	const timed = stopwatch(context.clock);
	const watched = baking.map(({ client }) => ({
		client,
		expected,
		look: "once"
	}));
	const seen = await watchTogether(watched, context.clock.elapsed(), context);
	return baking.flatMap((one, index) => {
		const observation = seen[index];
		return observation === void 0 || observation.result === "verified" ? [] : [{
			one,
			observation,
			timed
		}];
	});
}
function report(bad, expected, { recorder }) {
	const stops = [];
	for (const { one, observation, timed } of bad) {
		const known = recorder.ledger.gateway(one.id);
		if (known !== void 0) recorder.settle(afterLook(known, observation, stateOf(observation), timed()));
		const stop = stopOf(one.id, known, observation, expected);
		stops.push(one.role === "basis" ? {
			...stop,
			kind: "stop"
		} : stop);
	}
	return stops.find(({ kind }) => kind === "trigger") ?? stops[0];
}
function stateOf({ result, proof }) {
	if (result === "mismatch") return "serving-other";
	return result === "unhealthy" && proof !== "none" ? "unhealthy" : "unknown";
}
function stopOf(id, known, observation, { identity }) {
	const { result, served } = observation;
	const base = { gateway: id };
	if (result === "unhealthy") return {
		...base,
		kind: "trigger",
		why: `${id} is no longer healthy with version ${identity.version}: ${seenIn(observation)}`
	};
	if (result !== "mismatch" || served === void 0) return {
		...base,
		kind: "stop",
		why: `whether ${id} still serves version ${identity.version} could not be proven: ${seenIn(observation)}`
	};
	const isFormer = sameIdentity(served, known?.before);
	const why = `${id} no longer serves version ${identity.version}: ${seenIn(observation)}`;
	return isFormer ? {
		...base,
		kind: "trigger",
		why
	} : {
		...base,
		kind: "stop",
		why: `${why}, so somebody else deploys to it`
	};
}
async function pause(ms, { clock, signal }) {
	try {
		await clock.sleep(ms, signal);
	} catch (error) {
		if (!signal.aborted) throw error;
	}
}

// src/stages/events.ts
const MOST_EVENTS_ASKED = 1e3;
const NEWEST_KEPT = 10;
const CLOCK_SKEW_MS = 6e4;
async function readEvents(ask, limit, enough) {
	for (let asked = limit;; asked = Math.min(asked * 2, MOST_EVENTS_ASKED)) {
		const answer = await ask(asked);
		if (answer.kind === "unusable" || answer.events.length < asked || asked >= MOST_EVENTS_ASKED || enough(newestFirst(answer.events))) return {
			answer,
			limit: asked
		};
	}
}
function newestFirst(events) {
	const rank = ({ at }) => Number.isNaN(at) ? Number.NEGATIVE_INFINITY : at;
	return events.map((event) => ({
		event,
		at: Date.parse(event.time ?? "")
	})).sort((a, b) => rank(b) - rank(a) || 0);
}
function eventsOf$1(events, question) {
	const canTellProbes = question.requestIds.size > 0 && carryRequestIds(events);
	const verdicts = /* @__PURE__ */ new Map();
	const newest = [];
	let matching = 0;
	let ofProbes = 0;
	let unattributed = 0;
	for (const one of events) {
		const correlation = correlate(one, question);
		if (proves(correlation)) {
			matching += 1;
			const verdict = one.event.verdict ?? "unknown";
			verdicts.set(verdict, (verdicts.get(verdict) ?? 0) + 1);
		}
		if (correlation === "request-id") ofProbes += 1;
		if (correlation === "version+time") unattributed += 1;
		const isOfAnother = one.event.gatewayId !== void 0 && one.event.gatewayId !== question.gatewayId;
		if (newest.length < NEWEST_KEPT && (proves(correlation) || !isOfAnother)) newest.push({
			...one.event,
			correlation
		});
	}
	const isUntold = question.requestIds.size > 0 && matching > 0 && !canTellProbes;
	const notes = [...timeNotes(events, question), ...isUntold ? [NO_REQUEST_IDS] : []];
	return {
		read: events.length,
		matching,
		...canTellProbes && { ofProbes },
		unattributed,
		verdicts: Object.fromEntries(verdicts),
		...notes.length > 0 && { notes },
		newest
	};
}
function eventsUnread(reason) {
	return {
		read: 0,
		matching: 0,
		unattributed: 0,
		verdicts: {},
		newest: [],
		unread: reason
	};
}
function countFor({ of }, reading) {
	if (reading === void 0) return 0;
	return of === "probes" ? reading.ofProbes ?? reading.matching : reading.matching;
}
function tally(events, question) {
	let matching = 0;
	let ofProbes = 0;
	for (const event of events) {
		const correlation = correlate(event, question);
		if (proves(correlation)) matching += 1;
		if (correlation === "request-id") ofProbes += 1;
	}
	return {
		matching,
		...question.requestIds.size > 0 && carryRequestIds(events) && { ofProbes }
	};
}
const NO_REQUEST_IDS = "no event that was read carries a request id, so events of the probes cannot be told from others: any of this version and gateway counts in their place";
function carryRequestIds(events) {
	return events.some(({ event }) => event.requestId !== void 0);
}
function proves(correlation) {
	return correlation === "request-id" || correlation === "gateway";
}
function correlate({ event, at }, question) {
	if (event.configVersion !== question.version) return "none";
	if (event.requestId !== void 0 && question.requestIds.has(event.requestId)) return "request-id";
	if (event.gatewayId !== void 0 && event.gatewayId !== question.gatewayId) return "none";
	if (offClock(at, question) !== void 0) return "none";
	return event.gatewayId === void 0 ? "version+time" : "gateway";
}
function offClock(at, { from, now }) {
	if (Number.isNaN(at)) return "no-time";
	if (at < from - 6e4) return "early";
	return at > now + 6e4 ? "late" : void 0;
}
function timeNotes(events, question) {
	const groups = /* @__PURE__ */ new Map();
	for (const one of events) {
		const { configVersion, gatewayId, requestId } = one.event;
		if (configVersion !== question.version || gatewayId !== question.gatewayId) continue;
		if (requestId !== void 0 && question.requestIds.has(requestId)) continue;
		const reason = offClock(one.at, question);
		if (reason !== void 0) groups.set(reason, [...groups.get(reason) ?? [], one]);
	}
	return [...groups].map(([reason, [first, ...others]]) => {
		const number = others.length + 1;
		return `${`${count(number, "event")} of this version and gateway ${number === 1 ? "does" : "do"} not count`}: ${REASONS[reason](first?.at ?? NaN, question)}`;
	});
}
const ALLOWANCE = `clocks may differ by ${duration(CLOCK_SKEW_MS)}`;
const REASONS = {
	early: (at, { from, fromWords }) => `the newest is ${duration(from - at)} older than ${fromWords} (${ALLOWANCE})`,
	late: (at, { now }) => `the newest is ${duration(at - now)} ahead of this runner's clock (${ALLOWANCE})`,
	"no-time": () => "without a time nothing shows that it is newer than the change"
};

// src/stages/probe.ts
const PROBE_REQUEST_PREFIX = "keeptrusts-policy-probe-";
const DEFAULT_PROBE_MODEL = "gpt-4o-mini";
function requestIds(prefix) {
	return () => `${prefix}${randomUUID()}`;
}
async function probeGateway(client, cases, settings) {
	const reports = [];
	for (const testCase of cases) reports.push(await sendOne(client, testCase, settings));
	return reports;
}
async function sendOne(client, testCase, settings) {
	const { input, expected, name } = testCase;
	const { signal } = settings;
	const base = {
		name,
		expected,
		requestId: settings.requestId()
	};
	const undecided = (reason) => ({
		...base,
		outcome: "undecided",
		reason
	});
	const timeoutMs = settings.remainingMs?.();
	const obstacle = obstacleTo(testCase, signal, timeoutMs);
	if (obstacle !== void 0) return undecided(`nothing was sent: ${obstacle}`);
	try {
		const reading = await client.chat({
			model: input.model ?? settings.model,
			messages: input.messages,
			requestId: base.requestId,
			...input.headers !== void 0 && { headers: input.headers },
			...timeoutMs !== void 0 && { timeoutMs }
		}, signal);
		return {
			...base,
			...judgeAnswer(expected, reading)
		};
	} catch (error) {
		if (!signal.aborted) throw error;
		return undecided("the run was cancelled before the answer came");
	}
}
const SENDABLE_KEYS = /* @__PURE__ */ new Set([
	"messages",
	"headers",
	"model"
]);
function obstacleTo({ input, assertions }, signal, timeoutMs) {
	if (signal.aborted) return "the run was cancelled";
	if (timeoutMs !== void 0 && timeoutMs <= 0) return "the time was over";
	const key = Object.keys(input.raw).find((one) => !SENDABLE_KEYS.has(one));
	if (key !== void 0) return `a request through the gateway cannot carry input.${key}`;
	return assertions.length === 0 ? void 0 : "its assertions cannot be run from outside";
}
const NORMAL = {
	verdict: "allow",
	maybe: ["redact", "escalate"],
	words: "answered normally"
};
const BLOCKED = {
	verdict: "block",
	maybe: [],
	words: "blocked"
};
const REFUSED = {
	verdict: "block",
	maybe: ["escalate"],
	words: "blocked"
};
const FORM_OF_CODE = /* @__PURE__ */ new Map([
	["input_blocked", BLOCKED],
	["output_blocked", BLOCKED],
	["escalation_required", {
		verdict: "escalate",
		maybe: [],
		words: "asked for an escalation"
	}],
	["budget_exceeded", "budget"]
]);
function judgeAnswer(expected, reading) {
	if (reading.kind === "undecided") return {
		outcome: "undecided",
		reason: reading.reason
	};
	const form = reading.kind === "allowed" ? NORMAL : FORM_OF_CODE.get(reading.code) ?? REFUSED;
	if (form === "budget") return {
		outcome: "undecided",
		reason: "HTTP 409 with code budget_exceeded: a budget is used up, which says nothing about the policy"
	};
	if (form.maybe.includes(expected.verdict)) return {
		outcome: "undecided",
		reason: `${form === NORMAL ? "a normal answer" : "HTTP 409 without a telling code"} does not show whether the gateway would ${expected.verdict}`
	};
	return judged(expected, { verdict: form.verdict }, {
		shownBy: "answer",
		words: `the gateway ${form.words}`
	});
}
function judged(expected, shown, by) {
	const base = {
		actual: shown.verdict,
		shownBy: by.shownBy
	};
	if (shown.verdict !== expected.verdict) return {
		...base,
		outcome: "failed",
		reason: `expected ${expected.verdict}, ${by.words}`
	};
	const isWhole = expected.reasonCode === void 0 || expected.reasonCode === shown.reasonCode;
	return {
		...base,
		outcome: "passed",
		...!isWhole && { reason: `the verdict is right; the ${by.shownBy} does not prove the reason code` }
	};
}
const FITS = {
	allow: ["allow", ...NORMAL.maybe],
	block: ["block", "escalate"],
	escalate: ["escalate"],
	redact: ["redact"]
};
const VERDICTS = [
	"allow",
	"block",
	"redact",
	"escalate"
];
function decideByEvents(probes, events, version) {
	const byRequest = /* @__PURE__ */ new Map();
	for (const event of events) if (event.requestId !== void 0) byRequest.set(event.requestId, [...byRequest.get(event.requestId) ?? [], event]);
	return probes.map((probe) => decide(probe, byRequest.get(probe.requestId) ?? [], version));
}
function decide(probe, events, version) {
	if (events.length === 0) return probe;
	const counted = events.filter(({ configVersion = version }) => configVersion === version);
	const words = [...new Set(counted.flatMap(({ verdict }) => verdict ?? []))];
	const [word] = words;
	const verdict = VERDICTS.find((one) => one === word);
	if (words.length > 1) return doubted(probe, `its events disagree: ${words.join(", ")}`);
	if (verdict === void 0) {
		const other = events.find(({ configVersion = version }) => configVersion !== version)?.configVersion;
		if (word === void 0 && other === void 0) return probe;
		const reason = word === void 0 ? `its event is of configuration version ${other}` : `its event says ${word}, which is no documented verdict`;
		return probe.outcome === "undecided" ? {
			...probe,
			reason
		} : probe;
	}
	if (probe.actual !== void 0 && FITS[probe.actual]?.includes(verdict) !== true) return doubted(probe, `the answer was ${probe.actual}, and its event says ${verdict}`);
	const reasonCode = counted.find((event) => event.reasonCode !== void 0)?.reasonCode;
	const { reason: _answered, ...base } = probe;
	const shown = {
		verdict,
		...reasonCode !== void 0 && { reasonCode }
	};
	return {
		...base,
		...judged(probe.expected, shown, {
			shownBy: "event",
			words: `its event says ${verdict}`
		})
	};
}
function doubted(probe, reason) {
	return probe.outcome === "failed" ? probe : {
		...probe,
		outcome: "undecided",
		reason
	};
}
const HARMLESS_ENVIRONMENTS = /* @__PURE__ */ new Set([
	"ci",
	"dev",
	"devel",
	"develop",
	"development",
	"int",
	"integration",
	"local",
	"preprod",
	"preproduction",
	"preview",
	"qa",
	"sandbox",
	"sbx",
	"stage",
	"staging",
	"stg",
	"test",
	"testing",
	"tst",
	"uat"
]);
const PRODUCTION_WORDS = /* @__PURE__ */ new Set([
	"prod",
	"production",
	"prd",
	"live"
]);
function isHarmless(environment) {
	const words = environment.toLowerCase().split(/[^a-z]+/).filter((word) => word !== "");
	return words.some((word) => HARMLESS_ENVIRONMENTS.has(word)) && !words.some((word) => PRODUCTION_WORDS.has(word));
}
const NAMED_LIMIT = 10;
function refuseEscalationProbes(gateways, cases, allowed) {
	const probe = cases.find(({ expected }) => expected.verdict === "escalate");
	if (probe === void 0 || allowed["allow-escalation-probes"]) return;
	const guarded = gateways.filter(({ environment }) => environment === void 0 || !isHarmless(environment));
	if (guarded.length === 0) return;
	const named = guarded.slice(0, NAMED_LIMIT).map(({ id, environment }) => `${id} (${environment ?? "not known"})`);
	const more = guarded.length > NAMED_LIMIT ? ` and ${guarded.length - NAMED_LIMIT} more` : "";
	throw new Failure("bad-input", {
		doing: `preparing probe ${JSON.stringify(probe.name)}`,
		cameBack: `it expects escalate, which puts a case into the review queue, and the environment is not one for tests at ${named.join(", ")}${more}. Nothing was sent`,
		nextStep: "Leave the probe out, give the gateway's environment in the inventory (staging, test, dev, …), or set allow-escalation-probes: true"
	});
}

// src/stages/deploy/canary.ts
const CANARY_REQUEST_PREFIX = "keeptrusts-policy-canary-";
async function runCanary(client, cases, model, signal) {
	return probeGateway(client, cases, {
		model,
		signal,
		requestId: requestIds(CANARY_REQUEST_PREFIX)
	});
}

// src/stages/deploy/send-canary.ts
const ATTEMPTS = 3;
const EVENTS_ASKED = 50;
async function sendCanary(gateway, settings, context) {
	const startedAt = context.clock.elapsed();
	const reports = [];
	const answered = [];
	for (const testCase of settings.cases) {
		const { report, wasAnswered } = await sendUntilDecided(gateway.client, testCase, settings.model, context);
		reports.push(report);
		context.tell?.({
			doing: "sent canary request",
			done: reports.length,
			of: settings.cases.length
		});
		if (wasAnswered) answered.push(report.requestId);
	}
	if (context.signal.aborted || answered.length === 0 || reports.some(({ outcome }) => outcome === "failed")) return { reports };
	const { events, unconfirmed } = await eventsOf(gateway, answered, startedAt, settings, context);
	return {
		reports: decideByEvents(reports, events, settings.version),
		...unconfirmed !== void 0 && { unconfirmed }
	};
}
async function sendUntilDecided(client, testCase, model, { clock, signal, intervalMs }) {
	for (let attempt = 1;; attempt += 1) {
		const sent = { came: "nothing" };
		const [report] = await runCanary({ chat: async (request, chatSignal) => {
			const reading = await client.chat(request, chatSignal);
			sent.came = reading.kind === "undecided" ? "upstream-error" : "answer";
			return reading;
		} }, [testCase], model, signal);
		if (report === void 0) throw new Error("a canary case has one report");
		if (sent.came !== "upstream-error" || attempt === ATTEMPTS) return {
			report,
			wasAnswered: sent.came === "answer"
		};
		try {
			await clock.sleep(intervalMs, signal);
		} catch (error) {
			if (!signal.aborted) throw error;
			return {
				report,
				wasAnswered: false
			};
		}
	}
}
async function eventsOf({ id, kt }, requestIds, startedAt, { version, eventsWithinMs }, { clock, signal, intervalMs, tell }) {
	const started = clock.elapsed();
	const deadline = started + eventsWithinMs;
	const missingIn = (events) => requestIds.filter((requestId) => !events.some((event) => event.requestId === requestId && event.configVersion === version));
	for (;;) {
		const sinceMs = clock.elapsed() - startedAt + CLOCK_SKEW_MS;
		const { answer } = await readEvents((limit) => kt.events({
			sinceMs,
			limit
		}), EVENTS_ASKED, (events) => missingIn(events.map(({ event }) => event)).length === 0);
		if (answer.kind === "unusable") return {
			events: [],
			unconfirmed: `the events of the canary requests through ${id} could not be read: ${answer.reason}`
		};
		const { events } = answer;
		const missing = missingIn(events);
		if (missing.length === 0) return { events };
		const some = `${missing.length} of ${requestIds.length} canary requests through ${id}`;
		if (clock.elapsed() + intervalMs >= deadline) return {
			events,
			unconfirmed: `${some} have no event with version ${version} and their request id yet`
		};
		tell?.({
			doing: "waiting for canary events",
			done: (clock.elapsed() - started) / 1e3,
			of: eventsWithinMs / 1e3,
			unit: "s"
		});
		try {
			await clock.sleep(intervalMs, signal);
		} catch (error) {
			if (!signal.aborted) throw error;
			return {
				events,
				unconfirmed: `the events of ${some} were not waited for: ${messageOf(signal.reason)}`
			};
		}
	}
}

// src/stages/deploy/roll-out.ts
const CANARY_EVENTS_WITHIN_MS = 3e4;
async function rollOut(plan, wholeContext) {
	const { ledger } = wholeContext.recorder;
	let canary = plan.canary;
	for (const wave of plan.waves) {
		const context = {
			...wholeContext,
			place: placeOf(wave, plan)
		};
		const started = context.clock.elapsed();
		const durationMs = () => Math.round(context.clock.elapsed() - started);
		ledger.markWave(wave.number, {
			state: "writing",
			startedAt: context.clock.now().toISOString()
		});
		const stop = await beforeWave(plan, context) ?? await runWave(rowsOf(wave, plan), plan, context);
		const through = wave.gateways.find(isReachable);
		const sends = stop === void 0 && canary.length > 0 && through !== void 0;
		const failed = sends ? await tryCanary(through, plan, context) : void 0;
		if (sends) canary = [];
		const ended = stop ?? failed ?? await afterWave(wave, plan, context);
		ledger.markWave(wave.number, {
			state: ended === void 0 ? "done" : "failed",
			durationMs: durationMs()
		});
		if (ended !== void 0) return ended;
	}
}
function placeOf({ number }, { waves }) {
	return number === 0 ? "staging, " : `wave ${number}/${waves.at(-1)?.number ?? number}, `;
}
function rowsOf(wave, { rows }) {
	return wave.gateways.flatMap(({ id }) => rows.get(id) ?? []);
}
function isReachable(gateway) {
	return gateway.client !== void 0;
}
async function beforeWave({ basis, expected }, context) {
	if (context.signal.aborted) return {
		kind: "stop",
		why: messageOf(context.signal.reason)
	};
	if (basis === void 0 || !isReachable(basis)) return void 0;
	return bake([{
		id: basis.id,
		client: basis.client,
		isFresh: false,
		role: "basis"
	}], {
		expected,
		bakeMs: 0
	}, context);
}
async function afterWave(wave, plan, context) {
	const { ledger } = context.recorder;
	if (plan.bakeMs > 0) {
		ledger.markWave(wave.number, { state: "baking" });
		await context.recorder.publish();
	}
	const fresh = new Set(wave.gateways.map(({ id }) => id));
	const changed = ledger.written.flatMap((id) => {
		const client = plan.rows.get(id)?.gateway.client;
		return client === void 0 ? [] : [{
			id,
			client,
			isFresh: fresh.has(id),
			role: "changed"
		}];
	});
	return bake(changed, plan, context);
}
async function tryCanary(gateway, plan, context) {
	const { ledger } = context.recorder;
	const settings = {
		cases: plan.canary,
		model: plan.probeModel,
		version: plan.expected.identity.version,
		eventsWithinMs: Math.min(CANARY_EVENTS_WITHIN_MS, plan.deployTimeoutMs)
	};
	const { reports, unconfirmed } = await sendCanary(gateway, settings, {
		...context,
		tell: (state) => tell(context, state)
	});
	ledger.canary = reports;
	if (unconfirmed !== void 0) ledger.notes.push(unconfirmed);
	await context.recorder.publish();
	if (context.signal.aborted) return {
		kind: "stop",
		why: messageOf(context.signal.reason)
	};
	const failed = reports.find(({ outcome }) => outcome === "failed");
	return failed && {
		kind: "trigger",
		why: `canary "${failed.name}": ${failed.reason ?? "failed"}`
	};
}

// src/stages/deploy/by-hand.ts
const FETCHED = "previous-policy-config.yaml";
function commandByHand({ source }, gatewayId) {
	const push = (file) => `kt policy push --file ${word(file)} --gateway-id ${word(gatewayId)}`;
	if (source.kind === "previous-policy-file") return push(source.file);
	return `git show ${word(`${source.commit}:${source.file}`)} > ${FETCHED} && ${push(FETCHED)}`;
}
function word(text) {
	return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

// src/stages/deploy/take-back.ts
async function takeBack(restorations, settings, context) {
	const pending = [];
	let done = 0;
	await mapBounded(restorations, context.concurrency, async (restoration) => {
		const sent = await restore(restoration, settings.ours, context);
		done += 1;
		tell(context, {
			doing: "putting back: gateway",
			done,
			of: restorations.length
		});
		if (sent !== void 0) pending.push(sent);
	});
	const deadline = context.clock.elapsed() + settings.deployTimeoutMs;
	const watched = pending.map((one) => {
		return {
			client: one.client,
			expected: one.restoration.former.expected,
			look: lookFor(one),
			seen: one.first
		};
	});
	const seen = await watchTogether(watched, deadline, context, tellWatched("reading back what was put back: gateway", watched.length, deadline, context));
	for (const [index, one] of pending.entries()) {
		const observation = seen[index] ?? one.first;
		if (context.signal.aborted && !(observation.result === "verified" && isProvenBySight(one))) markByHand(one.restoration, context);
		else settle(one, observation, context);
	}
}
function lookFor(one) {
	if (isProvenBySight(one)) return "until-served";
	return one.wasRejected ? "throughout" : "once";
}
function isProvenBySight({ write, found }) {
	return write.kind === "accepted" || found === "ours";
}
async function restore(restoration, ours, context) {
	const { gateway, former } = restoration;
	const { recorder, signal, clock } = context;
	const known = recorder.ledger.gateway(gateway.id);
	if (known === void 0) return void 0;
	if (signal.aborted) return markByHand(restoration, context);
	try {
		const found = await foundOn(gateway, known, former, ours, context);
		if (found === void 0) return void 0;
		if (signal.aborted) return markByHand(restoration, context);
		const flight = {
			gateway: gateway.id,
			expected: former.expected,
			goal: "restored",
			isProvenBySight: found.kind === "ours"
		};
		await recorder.begin(found.report, flight, "restore");
		const sent = await send(found.report, gateway, { kind: "push" }, restoration.snapshot, clock);
		if (sent.write.kind === "accepted") recorder.ledger.acceptWrite(gateway.id);
		if (gateway.client === void 0) return acceptedOnly(sent, restoration, context);
		recorder.markSent(sent.report);
		const timed = stopwatch(clock);
		const first = await lookOnce(gateway.client, former.expected, context);
		return {
			...sent,
			restoration,
			client: gateway.client,
			found: found.kind,
			wasRejected: wasRejected(known),
			first,
			timed
		};
	} catch (error) {
		if (signal.aborted && !recorder.ledger.isInFlight(gateway.id)) return markByHand(restoration, context);
		return failed(restoration, recorder.ledger.gateway(gateway.id) ?? known, messageOf(error), context);
	}
}
function wasRejected({ steps }) {
	return steps.some(({ step, outcome }) => step.startsWith("kt policy ") && outcome === "failed");
}
async function foundOn(gateway, known, former, ours, context) {
	if (gateway.client === void 0) return {
		kind: "ours",
		report: known
	};
	const { clock, signal, recorder } = context;
	const timed = stopwatch(clock);
	const reading = await gateway.client.config(signal);
	if (reading.kind !== "served") throw new Error(`what it serves could not be read before putting it back: ${reading.reason}`);
	if (compareServed(ours, reading).equal) return {
		kind: "ours",
		report: known
	};
	if (compareServed(former.expected, reading).equal) return {
		kind: "former",
		report: known
	};
	const detail = `left alone: it serves ${describeServed(reading.identity)}, which another deploy brought to it`;
	const step = {
		step: "read before putting back",
		...timed(),
		outcome: "failed",
		detail
	};
	recorder.settle({
		...known,
		state: "serving-other",
		proof: "none",
		after: reading.identity,
		steps: [...known.steps, step]
	});
}
function settle(one, observation, context) {
	const { wasRejected, restoration } = one;
	const { recorder, minimumProof } = context;
	const report = afterLook(one.report, observation, "unknown", one.timed());
	const isProven = isProvenBySight(one) || wasRejected;
	const isSick = observation.result === "unhealthy" && proofAtLeast(observation.proof, minimumProof);
	if (!isProven || observation.result !== "verified" && !isSick) {
		recorder.settle({
			...report,
			byHand: commandByHand(restoration.former, report.id)
		});
		return;
	}
	if (isSick) recorder.ledger.notes.push(`${report.id} serves its former policy again and is still not healthy: ${seenIn(observation)}`);
	recorder.settle({
		...report,
		state: "restored"
	});
}
function acceptedOnly({ report, write }, restoration, { recorder }) {
	const byHand = write.kind === "accepted" ? {} : { byHand: commandByHand(restoration.former, report.id) };
	recorder.settle({
		...report,
		state: "unknown",
		proof: write.kind === "accepted" ? "accepted" : "none",
		...byHand
	});
}
function failed(restoration, known, detail, { recorder, clock }) {
	const step = {
		step: "putting back",
		...stopwatch(clock)(),
		outcome: "failed",
		detail
	};
	const byHand = commandByHand(restoration.former, known.id);
	recorder.settle({
		...known,
		state: "unknown",
		byHand,
		steps: [...known.steps, step]
	});
}
function markByHand(restoration, { recorder }) {
	const known = recorder.ledger.gateway(restoration.gateway.id);
	if (known !== void 0) recorder.ledger.keep({
		...known,
		byHand: commandByHand(restoration.former, known.id)
	});
}

// src/stages/deploy/validated.ts
async function validated(source, settings) {
	const { kt, severities, tests } = settings;
	const stagingDirectory = await mkdtemp(join$1(settings.temporaryDirectory, "pack-"));
	const { report, document } = await validatePack(source, {
		engine: "auto",
		failOn: "error",
		severities,
		tests
	}, {
		kt,
		stagingDirectory
	});
	const { identity, chain, value } = document;
	const refusal = refusalOf(report, settings);
	if (refusal !== void 0) return {
		report,
		outcome: refusal
	};
	if (identity !== void 0 && chain !== void 0) return {
		report,
		outcome: {
			identity,
			chain,
			value
		}
	};
	return {
		report,
		outcome: refused(["the policy file names no pack or no chain, so a gateway could never be compared with it"], ["Add pack.name, pack.version and policies.chain."])
	};
}
function refusalOf(report, { allowInconclusive }) {
	if (report.result === "failed") return refused([`the policy file does not pass validation: ${firstFault(report)}`], ["Run the validate stage on this commit and correct what it reports."]);
	if (report.result !== "inconclusive" || allowInconclusive) return void 0;
	return refused(["validation is inconclusive: not every behaviour test could be decided, or there is none"], ["Add tests that kt can decide, or set allow-inconclusive: true, or tests: false."]);
}
function firstFault({ findings, tests }) {
	const finding = findings.find((one) => one.severity === "error");
	if (finding !== void 0) return finding.message;
	const failed = tests.cases.find((one) => one.outcome === "failed");
	return failed === void 0 ? "see the findings" : `test "${failed.name}": ${failed.reason ?? "failed"}`;
}

// src/stages/deploy/waivers.ts
function waiversOf(options) {
	const { emergency, rollbackTo } = options;
	const urgent = emergency === void 0 ? void 0 : `emergency: ${emergency}`;
	const checks = /* @__PURE__ */ new Map();
	const waive = (check, isAllowed, option) => {
		const because = isAllowed ? `${option}: true` : urgent;
		if (because !== void 0) checks.set(check, { because });
	};
	waive("drift", options["allow-drift"], "allow-drift");
	waive("downgrade", options["allow-downgrade"], "allow-downgrade");
	if (rollbackTo !== void 0) checks.set("downgrade", {});
	const sendsCanary = options.canary.length > 0 && (options.phase !== "promote" || options.staging === void 0);
	return {
		checks,
		bypasses: (validation) => [
			...validation.result === "inconclusive" ? [{
				check: "inconclusive",
				because: "allow-inconclusive: true"
			}] : [],
			...urgent !== void 0 && sendsCanary ? [{
				check: "canary",
				because: urgent
			}] : [],
			...urgent !== void 0 && options["bake-time"] > 0 ? [{
				check: "bake-time",
				because: urgent
			}] : []
		]
	};
}

// src/stages/deploy.ts
async function deploy(source, options, context) {
	return new Deployment(source, options, context).execute();
}
var Deployment = class {
	#source;
	#options;
	#context;
	#ledger;
	#recorder;
	#waves;
	#targets;
	#waivers;
	#version = "";
	#stop;
	#published = false;
	constructor(source, options, context) {
		this.#source = source;
		this.#options = options;
		this.#context = context;
		const { phase, staging, production, rollbackTo, emergency } = options;
		this.#ledger = new Ledger({
			clock: context.clock,
			phase,
			file: source.names.workspaceFile,
			...rollbackTo !== void 0 && { rollbackTo },
			...emergency !== void 0 && { emergency }
		});
		const publisher = new Publisher(() => {
			this.#published = true;
			return context.onChange(this.#ledger.report(this.#ending("the run has not ended")));
		}, context.clock);
		this.#recorder = new Recorder(this.#ledger, context.journal, context.log, publisher);
		this.#waivers = waiversOf(options);
		const waves = rollbackTo === void 0 ? options.waves : "100%";
		this.#waves = wavesFor(phase === "promote" ? void 0 : staging, phase === "stage" ? [] : production, waves);
		this.#targets = this.#waves.flatMap(({ gateways }) => gateways);
		for (const gateway of this.#involved()) this.#ledger.keep({
			...describeGateway(gateway),
			state: "untouched",
			proof: "none",
			steps: []
		});
	}
	async execute() {
		try {
			const ending = await this.#deploy();
			await this.#recorder.idle();
			return this.#ledger.report(ending);
		} catch (error) {
			const { signal, onChange } = this.#context;
			await this.#lookOnceMore();
			await this.#recorder.idle();
			if (signal.aborted && !(error instanceof Failure)) return this.#ledger.report(this.#stopped(messageOf(signal.reason)));
			if (this.#published) await onChange(this.#ledger.report(this.#stopped(messageOf(error)))).catch(() => void 0);
			throw error;
		}
	}
	async #deploy() {
		const { signal, temporaryDirectory } = this.#context;
		const options = this.#options;
		const snapshot = await takeSnapshot(this.#source.bytes, temporaryDirectory);
		this.#ledger.digest = snapshot.digest;
		if (options.digest !== void 0 && options.digest !== snapshot.digest) return refused([`the policy file has digest ${snapshot.digest}, but ${options.digest} was validated`], ["Deploy the commit that was validated, or validate this one."]);
		const settings = {
			...this.#context,
			...options,
			allowInconclusive: options["allow-inconclusive"]
		};
		const { report, outcome: expected } = await validated(this.#source, settings);
		this.#ledger.validation = report;
		signal.throwIfAborted();
		if ("result" in expected) return expected;
		this.#ledger.bypasses = this.#waivers.bypasses(report);
		this.#version = expected.identity.version;
		const rows = await this.#preflight(expected);
		signal.throwIfAborted();
		if ("result" in rows) return rows;
		return options["dry-run"] || !options.readsGateways ? this.#planned() : this.#rollOut(rows, snapshot, expected);
	}
	async #preflight(expected) {
		const { staging, production, phase, readsGateways } = this.#options;
		if (this.#targets.length === 0) return refused(["no gateway is named"], ["Set staging-gateway or production-gateways."]);
		const misplaced = misplacedGateways(staging, production);
		if (misplaced.length > 0) return refused(misplaced, ["Correct the lists of gateways."]);
		const through = staging === void 0 ? this.#targets : [staging];
		if (this.#canary().length > 0 && through.every(({ url }) => url === void 0)) {
			const who = staging === void 0 ? "none of the gateways has a URL" : `staging gateway ${staging.id} has no URL`;
			return refused([`canary is set, and ${who} to send the requests to`], ["Give a gateway's URL (id=url), or remove canary."]);
		}
		if (!readsGateways) {
			this.#plan([], expected);
			return [];
		}
		for (const gateway of onePerControlPlane(this.#targets)) {
			const token = await this.#context.checkToken(gateway);
			if (!token.accepted) return refused([token.reason], [token.nextStep]);
		}
		const rows = await this.#read(expected);
		this.#plan(rows, expected);
		if (phase === "promote" && staging !== void 0) {
			const problem = await this.#stagingProblem(staging, expected);
			if (problem !== void 0) return refused([problem], ["Run phase: stage with this file first."]);
		}
		return refusalOf$1(rows) ?? rows;
	}
	async #read(expected) {
		const { signal, history, previous, log, onEmulated } = this.#context;
		const { concurrency, rollback } = this.#options;
		let former;
		const sources = {
			file: this.#source.names.file,
			...previous !== void 0 && { previous }
		};
		const rows = await preflight(this.#targets, expected, {
			minimumProof: this.#options["minimum-proof"],
			concurrency,
			takesBack: rollback,
			waived: this.#waivers.checks
		}, {
			signal,
			onRead: (done) => log.progress({
				doing: "read gateway",
				done,
				of: this.#targets.length
			}),
			former: () => {
				former ??= history().then((known) => new FormerPolicies({
					...sources,
					history: known
				}));
				return former;
			}
		});
		for (const row of rows) this.#ledger.keep(beforeReport(row));
		if (rows.some((row) => row.emulated)) onEmulated();
		this.#ledger.bypasses = [...this.#ledger.bypasses, ...bypassesOf(rows)];
		this.#ledger.notes.push(...uncheckedNotes(rows));
		const uninspected = rows.find((row) => row.uninspected !== void 0)?.uninspected;
		if (uninspected !== void 0) log.info(`kt gateway inspect says nothing of what it knows: ${uninspected}`);
		return rows;
	}
	#plan(rows, expected) {
		const { staging } = this.#options;
		const settings = {
			staging,
			promoteWith: this.#options["promote-with"],
			canary: this.#canary().length,
			bakeMs: this.#bakeMs()
		};
		this.#ledger.plan = planOf(this.#waves, rows, expected, settings);
		this.#ledger.waves = this.#waves.map(({ number, gateways }) => ({
			number,
			gateways: gateways.map(({ id }) => id),
			state: "waiting"
		}));
	}
	#planned() {
		const { gateways } = this.#ledger.plan ?? { gateways: [] };
		const count = (action) => gateways.filter((one) => one.action === action).length;
		const unread = count("not-read");
		return {
			result: "planned",
			reason: {
				summary: `${unread > 0 ? `${unread} gateways would be read, and written to where they differ` : `${count("write")} of ${gateways.length} gateways would be written to`}, in ${this.#waves.length} waves; nothing was written`,
				nextSteps: []
			}
		};
	}
	async #stagingProblem(staging, expected) {
		if (staging.client === void 0) return this.#options["minimum-proof"] === "accepted" ? void 0 : `staging gateway ${staging.id} has no URL, so it cannot be shown to serve this file`;
		const seen = await lookOnce(staging.client, expected, this.#waveContext());
		this.#context.signal.throwIfAborted();
		if (seen.emulated) this.#context.onEmulated();
		if (seen.result !== "verified") return `staging gateway ${staging.id} does not serve this file: ${seenIn(seen)}`;
		const after = seen.served === void 0 ? {} : {
			before: seen.served,
			after: seen.served
		};
		this.#ledger.keep({
			...describeGateway(staging),
			...after,
			state: "serving",
			proof: seen.proof,
			steps: []
		});
	}
	async #rollOut(rows, snapshot, expected) {
		const { staging, phase, rollback } = this.#options;
		const deployTimeoutMs = this.#options["deploy-timeout"];
		const former = await takeFormerSnapshots(rows, this.#context.temporaryDirectory);
		const plan = {
			waves: this.#waves,
			rows: new Map(rows.map((row) => [row.gateway.id, row])),
			staging,
			...phase === "promote" && staging !== void 0 && { basis: staging },
			promoteWith: this.#options["promote-with"],
			snapshot,
			expected,
			deployTimeoutMs,
			bakeMs: this.#bakeMs(),
			canary: this.#canary(),
			probeModel: this.#options["probe-model"] ?? "gpt-4o-mini"
		};
		const context = this.#waveContext();
		this.#stop = await rollOut(plan, context);
		if (this.#stop?.kind === "trigger" && rollback) {
			const kept = this.#options["keep-staging"] ? staging?.id : void 0;
			const changed = this.#ledger.written.toReversed().filter((id) => id !== kept);
			if (changed.length > 0) this.#ledger.takenBack = {
				trigger: this.#stop.why,
				gateways: changed
			};
			await takeBack(changed.flatMap((id) => restorationOf(plan.rows.get(id), former) ?? []), {
				ours: expected,
				deployTimeoutMs
			}, context);
		}
		await this.#lookOnceMore();
		return this.#ending();
	}
	#waveContext() {
		const { clock, signal } = this.#context;
		const { concurrency, interval } = this.#options;
		return {
			clock,
			signal,
			concurrency,
			intervalMs: interval,
			minimumProof: this.#options["minimum-proof"],
			recorder: this.#recorder
		};
	}
	#lookOnceMore() {
		return lookOnceMore(this.#targets, this.#options["minimum-proof"], this.#recorder);
	}
	#sendsCanary() {
		return this.#options.phase !== "promote" || this.#options.staging === void 0;
	}
	#canary() {
		return this.#sendsCanary() && this.#options.emergency === void 0 ? this.#options.canary : [];
	}
	#bakeMs() {
		return this.#options.emergency === void 0 ? this.#options["bake-time"] : 0;
	}
	#involved() {
		const { staging } = this.#options;
		return staging === void 0 || this.#targets.includes(staging) ? this.#targets : [staging, ...this.#targets];
	}
	#stopped(why) {
		if (this.#ledger.written.length === 0) return refused([why], ["Run deploy again."]);
		return this.#ending(why);
	}
	#ending(because) {
		const { phase, production } = this.#options;
		const { written, canary, takenBack } = this.#ledger;
		const gateways = this.#targets.flatMap(({ id }) => this.#ledger.gateway(id) ?? []);
		const wanted = phase === "stage" || production.length === 0 ? "staged" : "promoted";
		return endingOf$1({
			gateways,
			written,
			canary,
			wanted,
			version: this.#version,
			stopped: because ?? this.#unshownStop(),
			takenBack
		});
	}
	#unshownStop() {
		const { gateway, why } = this.#stop ?? {};
		const shown = gateway === void 0 ? void 0 : this.#ledger.gateway(gateway);
		return shown !== void 0 && this.#targets.some(({ id }) => id === gateway) && tellsItsFault(shown) ? void 0 : why;
	}
};

// src/run/run-deploy.ts
async function runDeploy(source, resolved, equipment) {
	const { options } = resolved;
	const { surroundings, workspace, ktSupply, network, session } = equipment;
	network.keepFewConnections();
	const readsGateways = mayRead(given(options, "dry-run"), surroundings.event);
	const canary = source.rollbackTo === void 0 ? await goldenCases(workspace, "canary", options.canary ?? []) : [];
	const kt = await ktSupply.forValidation("deploy");
	if (kt === void 0) throw new Failure("defect", {
		doing: "preparing deploy",
		cameBack: "no kt was chosen",
		nextStep: "Report this as a bug"
	});
	const reach = async (gateway) => readsGateways ? reachGateway(gateway, ktSupply.forGateway(gateway, "deploy"), equipment) : {
		...nameGateway(gateway),
		kt
	};
	const staging = resolved.staging === void 0 ? void 0 : await reach(resolved.staging);
	const production = await Promise.all(resolved.production.map(reach));
	const previous = await readPrevious(options["previous-policy-file"], equipment);
	const stageOptions = {
		phase: given(options, "phase"),
		digest: options.digest,
		"allow-inconclusive": given(options, "allow-inconclusive"),
		"allow-downgrade": given(options, "allow-downgrade"),
		"allow-drift": given(options, "allow-drift"),
		"bake-time": given(options, "bake-time"),
		concurrency: given(options, "concurrency"),
		"deploy-timeout": given(options, "deploy-timeout"),
		"dry-run": given(options, "dry-run"),
		emergency: options.emergency,
		interval: given(options, "interval"),
		"keep-staging": given(options, "keep-staging"),
		"minimum-proof": given(options, "minimum-proof"),
		"probe-model": options["probe-model"],
		"promote-with": given(options, "promote-with"),
		rollback: given(options, "rollback"),
		tests: given(options, "tests"),
		waves: given(options, "waves"),
		severities: parseRuleSeverities(given(options, "rules")).severities,
		production,
		canary,
		readsGateways,
		...staging !== void 0 && { staging },
		...source.rollbackTo !== void 0 && { rollbackTo: source.rollbackTo }
	};
	const journal = journalOf(equipment);
	const context = {
		clock: surroundings.clock,
		log: surroundings.log,
		signal: surroundings.signal,
		temporaryDirectory: surroundings.temporaryDirectory,
		kt,
		checkToken: async (gateway) => {
			const { checkToken } = await import("./token-check.mjs");
			const one = resolved.staging?.id === gateway.id ? resolved.staging : resolved.production.find(({ id }) => id === gateway.id);
			return checkToken(await network.http(one?.caFile), ktSupply.credentials(one));
		},
		history: async () => {
			const history = await (await import("./policy-history.mjs")).readRunPolicyHistory(source.file, equipment);
			hideSecretsOfHistory(history, resolved, equipment);
			return history;
		},
		journal,
		onChange: (report) => session.setStage(report),
		onEmulated: () => session.markEmulated(),
		...previous !== void 0 && { previous }
	};
	const report = await deploy(source.pack, stageOptions, context);
	await session.setStage(report);
	closeJournal(journal);
	return report;
}
async function runRollback(file, reference, resolved, equipment) {
	const { readRollbackSource } = await import("./rollback-source.mjs");
	const { pack, commit } = await readRollbackSource(file, reference, equipment);
	equipment.session.keepTests(pack.tests);
	hideSecretsOf(pack, resolved, equipment);
	return {
		report: await runDeploy({
			pack,
			file,
			rollbackTo: commit
		}, resolved, equipment),
		pack
	};
}
function mayRead(dryRun, event) {
	if (event === void 0 || !event.startsWith("pull_request")) return true;
	if (dryRun) return false;
	throw new Failure("refused", {
		doing: "deploying",
		cameBack: `this run was started by ${event}, and deploy refuses pull request events. Nothing was written`,
		nextStep: "Run deploy on push, workflow_dispatch or schedule; use validate, or deploy with dry-run: true, on pull requests"
	});
}
async function readPrevious(path, { workspace, surroundings }) {
	if (path === void 0) return void 0;
	const file = await workspace.locate(path, "previous policy file");
	const bytes = await workspace.read(file, "previous policy file");
	hidePolicySecrets(surroundings.secrets, bytes, [path]);
	return {
		file: path,
		bytes
	};
}
function journalOf({ surroundings }) {
	const { keepJournal } = surroundings;
	if (keepJournal === void 0) return NO_JOURNAL;
	return createJournalFile(join$1(keepJournal.directory, `keeptrusts-journal-${process.pid}.jsonl`), keepJournal.announce);
}
function closeJournal(journal) {
	if ("close" in journal) journal.close();
}

// src/stages/verify/change-times.ts
function changeTimes(stages) {
	const times = /* @__PURE__ */ new Map();
	for (const stage of stages) {
		if (stage.stage !== "deploy") continue;
		for (const { id, steps } of stage.gateways) {
			const write = steps.findLast(({ step }) => step.startsWith("kt "));
			if (write !== void 0) times.set(id, new Date(write.at));
		}
	}
	return times;
}

// src/stages/verify/drift.ts
async function nameServedCommits(done, present, readHistory) {
	const drifted = [...done.values()].filter(showsAnother);
	if (drifted.length === 0 || readHistory === void 0) return;
	const history = await readHistory().catch((error) => ({
		kind: "unread",
		reason: messageOf(error)
	}));
	for (const gateway of drifted) {
		const servedCommit = servedCommitOf(history, present, gateway.after ?? {});
		done.set(gateway.id, {
			...gateway,
			servedCommit,
			differences: [...gateway.differences ?? [], ...commitWords(servedCommit)]
		});
	}
}
function showsAnother({ result, state, after }) {
	return result === "mismatch" && state === "serving-other" && after?.name !== void 0 && after.version !== void 0;
}
const RELATIONS = {
	previous: "the version before this file: a rollout may be in progress",
	newer: "which this checkout does not have yet: a newer version may have been rolled out",
	older: "older than the version before this file"
};
const SHORT_COMMIT = 7;
function commitWords(served) {
	switch (served.relation) {
		case "not-checked": return [`whether a commit of this file fits was not found out: ${served.reason}`];
		case "none": return ["no commit of this file fits what it shows"];
		default: return [`it serves ${served.version} of commit ${served.commit.slice(0, SHORT_COMMIT)}, ${RELATIONS[served.relation]}`];
	}
}

// src/stages/verify/ending.ts
function endingOf(seen) {
	const { gateways } = seen;
	const ofGateways = worst(gateways.map((gateway) => gateway.result ?? "timed-out"));
	const doctorFault = seen.doctorRequired ? doctorFaultOf(seen.doctor) : void 0;
	const result = worst([
		ofGateways,
		...doctorFault === void 0 ? [] : ["unproven"],
		...seen.cancelled === void 0 ? [] : ["timed-out"]
	]);
	return {
		result,
		warnings: [
			...unreadEvents(gateways),
			...degraded(gateways),
			...gateways.flatMap(undecidedProbes)
		],
		reason: reasonFor(result, ofGateways, doctorFault, seen)
	};
}
function reasonFor(result, ofGateways, doctorFault, seen) {
	const { gateways, pack, cancelled } = seen;
	if (cancelled !== void 0 && result === "timed-out") return {
		summary: `${cancelled} when ${gateways.filter((gateway) => gateway.result !== "timed-out").length} of ${gateways.length} gateways had been looked at`,
		nextSteps: ["Run it again."]
	};
	if (doctorFault !== void 0 && result !== ofGateways) return {
		summary: `kt doctor did not succeed: ${doctorFault}`,
		nextSteps: ["Run kt doctor where the gateway runs, or set doctor: auto."]
	};
	if (gateways.length === 0) return {
		summary: "no gateway was named",
		nextSteps: ["Set gateways."]
	};
	if (result === "verified") return {
		summary: verifiedWords(gateways, pack),
		nextSteps: []
	};
	const bad = gateways.filter((gateway) => gateway.result === result);
	const first = bad[0];
	const details = first === void 0 ? [] : detailsOf(first, seen.eventDemand(first.id));
	const meaning = result === "mismatch" && bad.every(isOfProbes) ? PROBES_FAILED : MEANINGS[result];
	return {
		summary: `${bad.length} of ${gateways.length} gateways: ${meaning} (${[first?.id ?? "", ...details.length === 0 ? [] : [shortened(details)]].join(": ")})`,
		nextSteps: [...new Set(bad.flatMap((gateway) => nextStepsOf(gateway, seen.eventDemand(gateway.id))))]
	};
}
const DETAILS_LIMIT = 4;
function shortened(details) {
	if (details.length <= DETAILS_LIMIT) return details.join("; ");
	const left = details.length - DETAILS_LIMIT;
	return [
		...details.slice(0, 3),
		`${left} more in the report`,
		...details.slice(-1)
	].join("; ");
}
function verifiedWords(gateways, { name, version }) {
	const proof = PROOFS.findLast((one) => gateways.some((gateway) => gateway.proof === one)) ?? "none";
	const all = gateways.length;
	const read = gateways.filter((gateway) => gateway.proof !== "accepted").length;
	if (read === all) return `${all} of ${all} gateways serve ${name} ${version} (proof: ${proof})`;
	const byKt = `kt sees no difference between ${name} ${version} and ${all - read} of ${all} gateways, which cannot be read`;
	return read === 0 ? `${byKt} (proof: ${proof})` : `${read} of ${all} gateways serve ${name} ${version}, and ${byKt} (proof: ${proof})`;
}
function detailsOf(gateway, demand) {
	const { result, differences = [], health, events } = gateway;
	if (result === "silent") {
		const unread = events?.unread === void 0 ? "" : `, which could not be read: ${events.unread}`;
		const unattributed = events?.unattributed ?? 0;
		const unnamed = unattributed === 0 ? [] : [`${unattributed} of this version name no gateway, so they may be of any`];
		return [
			`${countFor(demand, events)} of ${demand.count} ${eventWords(demand)}${unread}`,
			...unnamed,
			...events?.notes ?? []
		];
	}
	if (result === "unproven" && differences.length === 0) return [shownTooLittle(gateway)];
	const { detail } = health ?? {};
	return detail === void 0 || differences.some((one) => one.includes(detail)) ? differences : [...differences, detail];
}
function eventWords({ count, of }) {
	return `event${count === 1 && of === "probes" ? "" : "s"}${of === "probes" ? " with a request id of the probes" : ""}`;
}
function shownTooLittle({ proof }) {
	return proof === "none" ? "it shows no pack.name and pack.version" : `proof ${proof}: ${PROOF_WORDS[proof]}`;
}
function unreadEvents(gateways) {
	return grouped(gateways.map(({ id, events }) => [events?.notAsked ? void 0 : events?.unread, id]), (reason, ids) => `events of ${ids.join(", ")} could not be read: ${reason}`);
}
function degraded(gateways) {
	return grouped(gateways.map(({ id, health, result, state }) => {
		return [(state === "serving" || result === "unproven") && health?.status === "degraded" ? health.detail : void 0, id];
	}), (detail, ids) => `${ids.join(", ")}: accepted although degraded: ${detail}`);
}
function grouped(pairs, words) {
	const ids = /* @__PURE__ */ new Map();
	for (const [key, id] of pairs) {
		if (key === void 0) continue;
		const known = ids.get(key);
		if (known === void 0) ids.set(key, [id]);
		else known.push(id);
	}
	return [...ids].map(([key, of]) => words(key, of));
}
function undecidedProbes({ id, probes = [] }) {
	return probes.filter(({ outcome }) => outcome === "undecided").map(({ name, reason }) => `probe "${name}" through ${id} is undecided: ${reason ?? "no reason given"}`);
}
function doctorFaultOf(doctor) {
	if (doctor?.exitCode === 0) return void 0;
	return doctor?.exitCode === void 0 ? doctor?.unread ?? "it gave no answer" : `exit code ${doctor.exitCode}`;
}
function isOfProbes({ state, probes = [] }) {
	return state !== "serving-other" && probes.some(({ outcome }) => outcome === "failed");
}
const PROBES_FAILED = "probes were decided otherwise than expected";
const MEANINGS = {
	verified: "verified",
	mismatch: "another configuration than this file is served",
	unhealthy: "the gateway does not report itself healthy",
	unreachable: "the gateway does not answer",
	unproven: "too little was shown to prove that this file is served and decides as expected",
	silent: "fewer decision events of this version than minimum-events",
	"timed-out": "no stable answer before verify-timeout"
};
const NEXT_STEPS = {
	verified: [],
	mismatch: ["Deploy this file, or check out the commit that is meant to be served."],
	unhealthy: ["Look at the gateway itself; its last health answer is in the report."],
	unreachable: ["Check the URL, and that this runner can reach it."],
	unproven: ["Set minimum-proof to what the gateway can show, if that is enough for you."],
	silent: ["Send a request through the gateway, widen since, or lower minimum-events."],
	"timed-out": ["Raise verify-timeout."]
};
function nextStepsOf(gateway, demand) {
	const { result = "timed-out", servedCommit, probes, url, proof, events } = gateway;
	if (result === "mismatch") {
		if (isOfProbes(gateway)) return ["Look the requests up by their ids in the report, and compare with what the tests of this file say."];
		if (servedCommit?.relation === "previous") return ["Wait until the rollout has ended and verify again, or deploy this file."];
		if (servedCommit?.relation === "newer") return ["Check out the newest commit of the branch and verify that."];
	}
	if (result === "unproven") {
		if (url === void 0 && proof === "accepted") return ["Give the gateway's URL (id=url), or set minimum-proof: accepted and rely on kt's word."];
		if (url === void 0) return ["Give the gateway's URL (id=url), so that it can be read."];
		if (probes !== void 0) return ["Check probe-model, and that the requests reach the model."];
		if (proof === "none") return ["Check that the URL leads to the gateway itself, and that gateway-token opens /keeptrusts/config there."];
	}
	if (result === "silent" && events?.unread !== void 0) return ["Check api-url and api-token, with which kt reads the events."];
	if (result === "silent" && demand.of === "probes") return ["Find out why the gateway does not report its decisions to the control plane; it decided the probes."];
	return NEXT_STEPS[result];
}

// src/stages/verify/kt-timeout.ts
const LAST_LOOK_MS = 1e4;
function ktTimeoutMs(deadline, clock) {
	return Math.max(LAST_LOOK_MS, deadline - clock.elapsed());
}

// src/stages/verify/evidence.ts
async function addEvents(gateways, done, settings, context) {
	const { clock, log, signal } = context;
	noteNotAsked(gateways, done);
	const limits = /* @__PURE__ */ new Map();
	const started = clock.elapsed();
	const seconds = (since) => (since - started) / 1e3;
	for (;;) {
		if (signal.aborted) return;
		await readOnce(gateways, done, settings, context, limits);
		const waiting = [...done.values()].filter((one) => one.result === "verified" && waitsForEvents(one, settings));
		if (waiting.length === 0 || signal.aborted || clock.elapsed() + settings.intervalMs >= settings.deadline) return;
		const doing = `waiting for events of ${count(waiting.length, "gateway")}`;
		log.progress({
			doing,
			done: seconds(clock.elapsed()),
			of: seconds(settings.deadline),
			unit: "s"
		});
		await clock.sleep(settings.intervalMs, signal).catch(() => void 0);
	}
}
function noteNotAsked(gateways, done) {
	for (const { id, kt } of gateways) {
		const known = done.get(id);
		if (known !== void 0 && "missing" in kt) done.set(id, {
			...known,
			events: {
				...eventsUnread(kt.missing),
				notAsked: true
			}
		});
	}
}
function waitsForEvents({ id, events, probes = [] }, settings) {
	const demand = settings.demand(id);
	if (countFor(demand, events) < demand.count) return true;
	const sent = settings.sent.get(id);
	return probes.some(({ outcome, expected, requestId }) => {
		return (expected.verdict === "redact" || expected.verdict === "escalate") && outcome === "undecided" && sent?.has(requestId) === true;
	});
}
async function readOnce(gateways, done, settings, { clock }, limits) {
	const planes = new Set(gateways.flatMap(({ kt }) => "missing" in kt ? [] : [kt]));
	await mapBounded([...planes], settings.concurrency, async (kt) => {
		const ids = gateways.filter((gateway) => gateway.kt === kt).map(({ id }) => id);
		const isEnough = (id, events, question) => {
			const demand = settings.demand(id);
			return countFor(demand, tally(events, question)) >= Math.max(1, demand.count);
		};
		const questions = new Map(ids.map((id) => [id, questionFor(id, settings, clock.now().getTime())]));
		const { answer, limit } = await readEvents((asked) => kt.events({
			sinceMs: settings.sinceMs + CLOCK_SKEW_MS,
			limit: asked,
			timeoutMs: ktTimeoutMs(settings.deadline, clock)
		}), limits.get(kt) ?? settings.eventLimit, (events) => [...questions].every(([id, question]) => isEnough(id, events, question)));
		limits.set(kt, limit);
		const events = answer.kind === "answered" ? newestFirst(answer.events) : [];
		for (const id of ids) {
			const known = done.get(id);
			if (known === void 0) continue;
			if (answer.kind === "answered") {
				const question = questionFor(id, settings, clock.now().getTime());
				done.set(id, {
					...known,
					events: eventsOf$1(events, question),
					...decided(known, answer.events, settings.version)
				});
			} else if (known.events === void 0 || known.events.unread !== void 0) done.set(id, {
				...known,
				events: eventsUnread(answer.reason)
			});
		}
	});
}
function questionFor(id, settings, now) {
	const window = now - settings.sinceMs;
	const change = settings.changedAt.get(id)?.getTime();
	const isSinceChange = change !== void 0 && change > window;
	return {
		gatewayId: id,
		version: settings.version,
		requestIds: settings.sent.get(id) ?? /* @__PURE__ */ new Set(),
		from: isSinceChange ? change : window,
		fromWords: isSinceChange ? "the change" : "the begin of `since`",
		now
	};
}
function decided({ probes }, events, version) {
	return probes === void 0 ? {} : { probes: decideByEvents(probes, events, version) };
}

// src/stages/verify/expected.ts
function expectedPolicy(source, wanted) {
	const digest = digestOf(source.bytes);
	const doing = `reading policy file ${JSON.stringify(source.names.workspaceFile)}`;
	if (wanted !== void 0 && wanted !== digest) throw new Failure("bad-input", {
		doing,
		cameBack: `its digest is ${digest}, but ${wanted} was asked for`,
		nextStep: "Check out the commit that was deployed."
	});
	const document = parsePolicy(decode(source.bytes));
	const fault = document.problems.find(({ ruleId }) => ruleOf(ruleId)?.severity !== "warning");
	if (fault !== void 0 || document.identity === void 0 || document.chain === void 0) {
		const cameBack = fault === void 0 ? "it names no pack.name, pack.version or policies.chain" : fault.message;
		throw new Failure("bad-input", {
			doing,
			cameBack,
			nextStep: "Run the validate stage and correct what it reports."
		});
	}
	return {
		expected: {
			identity: document.identity,
			chain: document.chain,
			value: document.value
		},
		digest
	};
}

// src/stages/verify/kt-view.ts
const NO_URL = "it has no URL, so nothing of it can be read";
async function askKt(gateway, file, expected, settings, context) {
	const { clock, signal, random, turn } = context;
	const isEnough = proofAtLeast("accepted", settings.minimumProof);
	let last;
	for (let rounds = 0;; rounds += 1) {
		const look = await turn(async () => {
			if (signal.aborted || isTooLate(settings, rounds, clock)) return "too-late";
			const diff = await gateway.kt.diff(file, gateway.id, ktTimeoutMs(settings.deadline, clock));
			if (!(!isEnough || isEqual(diff) || settings.deadline - clock.elapsed() <= settings.intervalMs) || signal.aborted) return { diff };
			return {
				diff,
				inspect: await gateway.kt.inspect(gateway.id, ktTimeoutMs(settings.deadline, clock))
			};
		});
		if (signal.aborted) return notFinished$1(`cancelled: ${messageOf(signal.reason)}`);
		if (look === "too-late") return last === void 0 ? notFinished$1(NOT_ASKED) : judge(last, NOT_INSPECTED, expected, isEnough);
		if (look.inspect !== void 0) return judge(look.diff, look.inspect, expected, isEnough);
		last = look.diff;
		const pause = Math.min(settings.deadline - clock.elapsed(), pauseMs(settings.intervalMs, rounds + 1, random()));
		await clock.sleep(pause, signal).catch(() => void 0);
	}
}
const NOT_INSPECTED = {
	kind: "unusable",
	reason: "kt gateway inspect was not asked: the time was over"
};
function notFinished$1(why) {
	return {
		state: "unknown",
		proof: "none",
		result: "timed-out",
		differences: [why]
	};
}
function isEqual(diff) {
	return diff.kind === "answered" && diff.exitCode === 0 && diff.said === "";
}
function judge(diff, inspect, expected, isEnough) {
	const shows = inspect.kind === "answered" ? inspect.shows : void 0;
	const base = {
		kt: viewOf(diff, inspect),
		...shows !== void 0 && { after: shows }
	};
	const other = shows === void 0 ? [] : identityDifferences(shows, expected);
	if (other.length > 0) return {
		...base,
		state: "serving-other",
		proof: "none",
		result: "mismatch",
		differences: other
	};
	if (isEqual(diff)) {
		if (isEnough) return {
			...base,
			state: "accepted",
			proof: "accepted",
			result: "verified",
			differences: []
		};
		return {
			...base,
			state: "accepted",
			proof: "accepted",
			result: "unproven",
			differences: [`${NO_URL}; kt sees no difference`]
		};
	}
	return {
		...base,
		state: "unknown",
		proof: "none",
		result: "unproven",
		differences: [`${NO_URL}; ${complaint(diff)}`]
	};
}
function complaint(diff) {
	if (diff.kind === "unusable") return diff.reason;
	return `kt gateway diff exited with ${diff.exitCode}${diff.said === "" ? "" : `: ${diff.said}`}`;
}
function identityDifferences(shows, { identity }) {
	return ["name", "version"].filter((key) => shows[key] !== void 0 && shows[key] !== identity[key]).map((key) => `pack.${key}: file ${identity[key]}, kt gateway inspect names ${shows[key]}`);
}
function viewOf(diff, inspect) {
	const shows = inspect.kind === "answered" ? inspect.shows : void 0;
	const unread = [diff, inspect].flatMap((answer) => answer.kind === "unusable" ? [answer.reason] : []);
	return {
		...diff.kind === "answered" && { diff: {
			exitCode: diff.exitCode,
			...diff.said !== "" && { said: diff.said }
		} },
		...shows !== void 0 && { inspect: shows },
		...unread.length > 0 && { unread: unread.join("; ") }
	};
}

// src/stages/verify/settle.ts
function settled(gateway, demands) {
	if (gateway.result !== "verified") return gateway;
	const { probes = [], differences = [] } = gateway;
	const failed = probes.filter(({ outcome }) => outcome === "failed");
	if (failed.length > 0) {
		const words = failed.map(({ name, reason, expected }) => `probe "${name}": ${reason ?? `expected ${expected.verdict}`}`);
		return {
			...gateway,
			result: "mismatch",
			differences: [...differences, ...words]
		};
	}
	if (demands.probes > 0 && probes.every(({ outcome }) => outcome === "undecided")) return {
		...gateway,
		result: "unproven",
		differences: [...differences, nothingDecided(gateway, demands.probes)]
	};
	return countFor(demands.events, gateway.events) < demands.events.count ? {
		...gateway,
		result: "silent"
	} : gateway;
}
function nothingDecided({ url, probes }, asked) {
	if (url === void 0) return "it has no URL, so no probe can be sent through it";
	const why = probes?.find(({ reason }) => reason !== void 0)?.reason;
	return `none of ${asked} probes was decided${why === void 0 ? "" : `: ${why}`}`;
}

// src/stages/verify.ts
async function verify(source, options, context) {
	const { expected, digest } = expectedPolicy(source, options.digest);
	const reachable = options.gateways.filter(({ client }) => client !== void 0);
	refuseEscalationProbes(reachable, options.probes, options);
	return new VerificationRun(source, expected, digest, options, context).execute();
}
const NOT_ENDED = {
	result: "timed-out",
	reason: {
		summary: "the run has not ended",
		nextSteps: []
	}
};
var VerificationRun = class {
	#source;
	#expected;
	#digest;
	#options;
	#context;
	#startedAt;
	#started;
	#deadline;
	#turn;
	#done = /* @__PURE__ */ new Map();
	#sent = /* @__PURE__ */ new Map();
	#copy;
	constructor(source, expected, digest, options, context) {
		this.#source = source;
		this.#expected = expected;
		this.#digest = digest;
		this.#options = options;
		this.#context = context;
		this.#startedAt = context.clock.now().toISOString();
		this.#started = context.clock.elapsed();
		this.#deadline = this.#started + options["verify-timeout"];
		this.#turn = createTurns(options.concurrency);
	}
	async execute() {
		const { gateways, doctor: wish } = this.#options;
		const { clock, signal, kt, readHistory } = this.#context;
		await this.#lookAtAll();
		const asked = wish === "off" || signal.aborted || "missing" in kt ? void 0 : kt.doctor(ktTimeoutMs(this.#deadline, clock));
		const [said] = await Promise.all([asked, this.#addEvents()]);
		for (const [id, gateway] of this.#done) this.#done.set(id, settled(gateway, {
			probes: this.#options.probes.length,
			events: this.#eventDemand(id)
		}));
		if (!signal.aborted) await nameServedCommits(this.#done, this.#digest, readHistory);
		const doctor = signal.aborted ? void 0 : said;
		const ending = endingOf({
			gateways: gateways.flatMap(({ id }) => this.#done.get(id) ?? []),
			pack: this.#expected.identity,
			eventDemand: (id) => this.#eventDemand(id),
			doctorRequired: wish === "required",
			doctor,
			...signal.aborted && { cancelled: messageOf(signal.reason) }
		});
		return this.#report(ending, doctor);
	}
	async #lookAtAll() {
		const { gateways } = this.#options;
		const { signal, onChange } = this.#context;
		const stops = gateways.map(() => new AbortController());
		const stopAll = (reason) => {
			for (const stop of stops) stop.abort(reason);
		};
		const cancel = () => stopAll(signal.reason);
		if (signal.aborted) cancel();
		signal.addEventListener("abort", cancel, { once: true });
		let failure;
		await Promise.all(gateways.map(async (gateway, index) => {
			try {
				const report = await this.#lookAt(gateway, stops[index]?.signal ?? signal);
				if (failure !== void 0) return;
				this.#done.set(gateway.id, report);
				this.#tell();
				await onChange(() => this.#report(NOT_ENDED));
			} catch (error) {
				failure ??= { error };
				stopAll(error);
			}
		}));
		signal.removeEventListener("abort", cancel);
		if (failure !== void 0) throw failure.error;
	}
	#tell() {
		const { clock, log } = this.#context;
		const detail = waitedWords(clock.elapsed() - this.#started, this.#options["verify-timeout"]);
		log.progress({
			doing: "looked at gateway",
			done: this.#done.size,
			of: this.#options.gateways.length,
			detail
		});
	}
	async #lookAt(gateway, signal) {
		const { clock, random } = this.#context;
		const watching = {
			clock,
			random,
			signal,
			turn: this.#turn,
			onPause: () => this.#tell()
		};
		const seen = gateway.client === void 0 ? await this.#askKt(gateway, watching) : await this.#watch(gateway, gateway.client, watching);
		const looked = {
			...describeGateway(gateway),
			steps: [],
			...seen
		};
		if (looked.result !== "verified" || gateway.client === void 0 || this.#options.probes.length === 0) return looked;
		return {
			...looked,
			probes: await this.#probe(gateway.id, gateway.client, signal)
		};
	}
	async #watch(gateway, client, watching) {
		const options = this.#options;
		const settings = {
			deadline: this.#deadline,
			intervalMs: options.interval,
			consecutive: options.consecutive,
			minimumProof: options["minimum-proof"],
			acceptDegraded: options["accept-degraded"]
		};
		const seen = await watchGateway(client, this.#expected, settings, watching);
		if (seen.emulated) this.#context.onEmulated();
		this.#context.log.debug(`${gateway.id}: ${seen.result} after ${seen.rounds} rounds`);
		return {
			state: STATES[seen.result],
			proof: seen.proof,
			result: seen.result,
			differences: seen.differences,
			...seen.served !== void 0 && { after: seen.served },
			...seen.health !== void 0 && { health: seen.health }
		};
	}
	async #askKt({ id, kt }, watching) {
		if ("missing" in kt) return {
			state: "unknown",
			proof: "none",
			result: "unproven",
			differences: [`kt was not asked: ${kt.missing}`]
		};
		this.#copy ??= this.#context.policyCopy();
		const settings = {
			deadline: this.#deadline,
			intervalMs: this.#options.interval,
			minimumProof: this.#options["minimum-proof"]
		};
		return askKt({
			id,
			kt
		}, await this.#copy, this.#expected, settings, watching);
	}
	async #probe(id, client, signal) {
		const sent = /* @__PURE__ */ new Set();
		this.#sent.set(id, sent);
		const noting = { chat: (request, ...rest) => {
			sent.add(request.requestId);
			return client.chat(request, ...rest);
		} };
		const settings = {
			model: this.#options["probe-model"] ?? "gpt-4o-mini",
			signal,
			requestId: requestIds(PROBE_REQUEST_PREFIX),
			remainingMs: () => this.#deadline - this.#context.clock.elapsed()
		};
		return this.#turn(() => probeGateway(noting, this.#options.probes, settings));
	}
	async #addEvents() {
		const options = this.#options;
		const settings = {
			sinceMs: options.since,
			eventLimit: options["event-limit"],
			intervalMs: options.interval,
			deadline: this.#deadline,
			concurrency: options.concurrency,
			version: this.#expected.identity.version,
			changedAt: options.changedAt ?? /* @__PURE__ */ new Map(),
			sent: this.#sent,
			demand: (id) => this.#eventDemand(id)
		};
		await addEvents(options.gateways, this.#done, settings, this.#context);
	}
	#eventDemand(id) {
		const given = this.#options["minimum-events"];
		if (given !== void 0) return {
			count: given,
			of: "gateway"
		};
		return (this.#sent.get(id)?.size ?? 0) > 0 ? {
			count: 1,
			of: "probes"
		} : {
			count: 0,
			of: "gateway"
		};
	}
	#report(ending, doctor) {
		return {
			stage: "verify",
			startedAt: this.#startedAt,
			durationMs: Math.round(this.#context.clock.elapsed() - this.#started),
			warnings: [],
			...ending,
			file: this.#source.names.workspaceFile,
			digest: this.#digest,
			pack: this.#expected.identity,
			gateways: this.#options.gateways.map((gateway) => this.#done.get(gateway.id) ?? notFinished(gateway)),
			...doctor !== void 0 && { doctor }
		};
	}
};
const STATES = {
	verified: "serving",
	mismatch: "serving-other",
	unhealthy: "unhealthy",
	unreachable: "unreachable",
	unproven: "unknown",
	"timed-out": "unknown"
};
function notFinished(gateway) {
	return {
		...describeGateway(gateway),
		state: "unknown",
		proof: "none",
		result: "timed-out",
		differences: ["not finished"],
		steps: []
	};
}

// src/run/paced-keeping.ts
const PAUSE_MS = 250;
const LARGEST_SHARE = 1 / 40;
async function withPacedKeeping(keep, clock, work) {
	const keeping = new PacedKeeping(keep, clock);
	try {
		const result = await work((state) => keeping.offer(state));
		keeping.take();
		return result;
	} catch (error) {
		await keeping.flush();
		throw error;
	}
}
var PacedKeeping = class {
	#keep;
	#clock;
	#waiting;
	#notBefore = Number.NEGATIVE_INFINITY;
	constructor(keep, clock) {
		this.#keep = keep;
		this.#clock = clock;
	}
	async offer(state) {
		const pause = this.#notBefore - this.#clock.elapsed();
		if (this.#waiting !== void 0) this.#waiting = {
			...this.#waiting,
			state
		};
		else if (pause <= 0) await this.#keepNow(state);
		else {
			const cancel = new AbortController();
			this.#waiting = {
				state,
				cancel
			};
			this.#keepLater(pause, cancel.signal);
		}
	}
	take() {
		const waiting = this.#waiting;
		this.#waiting = void 0;
		waiting?.cancel.abort();
		return waiting;
	}
	async flush() {
		const waiting = this.take();
		if (waiting !== void 0) await this.#keepNow(waiting.state);
	}
	async #keepNow(state) {
		const started = this.#clock.elapsed();
		this.#notBefore = started + PAUSE_MS;
		await this.#keep(state);
		const ended = this.#clock.elapsed();
		this.#notBefore = ended + Math.max(PAUSE_MS, (ended - started) / LARGEST_SHARE);
	}
	async #keepLater(pause, cancelled) {
		try {
			await this.#clock.sleep(pause, cancelled);
			await this.flush();
		} catch {}
	}
};

// src/run/verify-kt.ts
function verifyKt({ options, gateways }, supply) {
	const asksForEvents = (options["minimum-events"] ?? 0) > 0 || (options.probe?.length ?? 0) > 0;
	const needsKt = (gateway) => asksForEvents || gateway.url === void 0 || supply.credentials(gateway).apiToken !== void 0;
	return {
		of: async (gateway) => needsKt(gateway) ? supply.forGateway(gateway, "verify") : { missing: "no api-token" },
		forDoctor: async () => {
			return options.doctor === "required" || options.doctor === "auto" && (supply.isAtHand() || gateways.some(needsKt)) ? supply.forGateway(gateways[0], "verify") : { missing: "nothing needs kt" };
		}
	};
}

// src/run/run-verify.ts
async function runVerify(source, resolved, equipment) {
	const { options } = resolved;
	const { surroundings, session } = equipment;
	const probes = await goldenCases(equipment.workspace, "probe", options.probe ?? []);
	const kt = verifyKt(resolved, equipment.ktSupply);
	const gateways = await Promise.all(resolved.gateways.map((gateway) => reachGateway(gateway, kt.of(gateway), equipment)));
	const ktForDoctor = await kt.forDoctor();
	const keep = (report) => session.setStage(report());
	return withPacedKeeping(keep, surroundings.clock, async (onChange) => verify(source, {
		digest: options.digest,
		since: given(options, "since"),
		"event-limit": given(options, "event-limit"),
		"minimum-events": options["minimum-events"],
		consecutive: given(options, "consecutive"),
		interval: given(options, "interval"),
		"verify-timeout": given(options, "verify-timeout"),
		"minimum-proof": given(options, "minimum-proof"),
		doctor: given(options, "doctor"),
		"accept-degraded": given(options, "accept-degraded"),
		concurrency: given(options, "concurrency"),
		"probe-model": options["probe-model"],
		"allow-escalation-probes": given(options, "allow-escalation-probes"),
		probes,
		gateways,
		changedAt: changeTimes(session.report().stages)
	}, {
		clock: surroundings.clock,
		log: surroundings.log,
		signal: surroundings.signal,
		random: Math.random,
		kt: ktForDoctor,
		policyCopy: async () => (await takeSnapshot(source.bytes, surroundings.temporaryDirectory)).path,
		readHistory: async () => {
			const history = await (await import("./policy-history.mjs")).readRunPolicyHistory(source.names, equipment);
			hideSecretsOfHistory(history, resolved, equipment);
			return history;
		},
		onChange,
		onEmulated: () => session.markEmulated()
	}));
}

// src/run/token-check.ts
const DEFAULT_API_URL = "https://api.keeptrusts.com";
const ATTEMPT_MS = 1e4;
const TOTAL_MS = 3e4;
async function checkToken(http, credentials) {
	const apiUrl = credentials.apiUrl ?? DEFAULT_API_URL;
	const { host, origin } = new URL(apiUrl);
	if (credentials.apiToken === void 0) return {
		accepted: false,
		reason: `there is no API token for ${host}`,
		nextStep: "Set api-token, or KEEPTRUSTS_API_TOKEN."
	};
	const outcome = await http.get(`${apiUrl.replace(/\/+$/, "")}/v1/whoami`, {
		attemptTimeoutMs: ATTEMPT_MS,
		totalTimeoutMs: TOTAL_MS,
		retry: "reads",
		bearer: {
			token: credentials.apiToken,
			origin
		}
	});
	if (outcome.kind === "unreachable") return {
		accepted: false,
		reason: `the Keeptrusts API ${host} does not answer: ${outcome.reason}`,
		nextStep: "Check api-url, the network and the proxy of this runner."
	};
	if (outcome.status === 200) return { accepted: true };
	if (outcome.status === 401 || outcome.status === 403) return {
		accepted: false,
		reason: `the Keeptrusts API ${host} does not accept api-token (HTTP ${outcome.status})`,
		nextStep: "Check that the token is not revoked and belongs to this API: kt auth whoami."
	};
	return {
		accepted: false,
		reason: `the Keeptrusts API ${host} answered HTTP ${outcome.status} to /v1/whoami`,
		nextStep: "Check api-url; try again later when the API has a fault."
	};
}

export { retryDelayMs as C, retryAfterMs as S, ExchangeProblem as _, runRollback as a, trustWith as b, readJournalFile as c, hideSecretsOf as d, hideSecretsOfHistory as f, openPool as g, createHttp as h, runDeploy as i, hideKeyForms as l, DEFAULT_MAX_BYTES as m, runVerify as n, servedCommitOf as o, createGatewayClient as p, expectedPolicy as r, compareServed as s, checkToken as t, hidePolicySecrets as u, explain as v, oneLine as x, describePeer as y };