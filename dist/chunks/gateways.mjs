import { r as __toESM } from "./rolldown-runtime.mjs";
import { C as PROOFS, E as worst, T as messageOf, a as validatePack, c as parsePolicy, t as describeGateway, w as Failure, y as digestOf } from "./core.mjs";
import { join as join$1 } from "node:path";
import { X509Certificate, randomUUID } from "node:crypto";
import { chmod, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { BlockList, isIP } from "node:net";
import { setMaxListeners } from "node:events";
import * as tls from "node:tls";
import { TLSSocket } from "node:tls";

// src/keeptrusts/http-text.ts
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu;
/**
* Foreign text as one bounded line: control, formatting and line-breaking characters become single spaces.
* Not an escape for any channel; renderers still apply theirs.
* @param limit UTF-16 units of the result, the ellipsis included.
*/
function oneLine(text, limit) {
	const line = text.slice(0, limit * 8).replace(INVISIBLE, " ").trim();
	if (line.length <= limit) return line;
	const cut = line.slice(0, limit - 1);
	return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
}

// src/keeptrusts/gateway-answers.ts
/** UTF-16 units of what was last seen of a gateway that is not healthy. */
const DETAIL_LIMIT = 200;
/** Longest name (pack, policy, kind) and version taken over from a gateway: what https://docs.keeptrusts.com/docs/policies/config-pack-metadata allows `pack.name`. */
const NAME_LIMIT$1 = 200;
/** https://docs.keeptrusts.com/docs/tutorials/cli/gateway-health-monitoring names these three and no other. */
const HEALTH_WORDS = [
	"healthy",
	"degraded",
	"unhealthy"
];
/** Ends of an exchange where something answered, only not with what was asked for. */
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
/** True when a gateway said so itself: the stand-in that comes with this project marks all it says. */
function isEmulated(answer) {
	return answer.headers["x-keeptrusts-emulator"] !== void 0;
}
/** Why nothing usable came back, in the words of a reading. */
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
	return Object.keys(providers).filter((name) => providers[name] !== "reachable");
}
/** Which of the fixed explanations fits an answer without a documented word in it. */
function healthWithoutWord(answer, json) {
	const http = `HTTP ${answer.status}`;
	if (answer.status >= 500) return {
		status: "unhealthy",
		detail: `${http}, ${excerpt(answer)}`
	};
	const problem = json.kind === "json" ? "no status healthy, degraded or unhealthy in the answer" : NOT_JSON[json.kind];
	return {
		status: "unreadable",
		detail: `${http}, ${answer.status === 200 ? `${problem}, ` : ""}${excerpt(answer)}`
	};
}
function excerpt(answer) {
	const text = oneLine(answer.body.toString("utf8", 0, 800), 200);
	return text === "" ? "empty body" : `body: ${text}`;
}
function healthFacts(answer) {
	const json = parseJson(answer);
	const value = json.kind === "json" ? json.value : void 0;
	const word = healthWord(value);
	if (word === void 0) return healthWithoutWord(answer, json);
	const down = unreachableProviders(value);
	const providers = down.length === 0 ? "" : `, providers not reachable: ${down.join(", ")}`;
	const ok = answer.status >= 200 && answer.status < 300;
	if (word !== "healthy") return {
		status: word,
		detail: `HTTP ${answer.status}, status ${word}${providers}`
	};
	if (!ok) return {
		status: "unhealthy",
		detail: `HTTP ${answer.status}, although the body says healthy`
	};
	return providers === "" ? { status: "healthy" } : {
		status: "healthy",
		detail: `HTTP ${answer.status}${providers}`
	};
}
/**
* Health from an answer of `GET /health`: both published bodies, status words in any letter case.
* @param hide text that must not appear in the detail: a server may send a token back.
*/
function readHealth(outcome, hide) {
	if (outcome.kind === "unreachable") {
		const { status, reason } = noAnswer(outcome);
		return {
			status,
			attempts: outcome.attempts,
			detail: oneLine(reason, 200)
		};
	}
	const { status, detail } = healthFacts(outcome);
	const base = {
		status,
		httpStatus: outcome.status,
		latencyMs: outcome.latencyMs,
		attempts: outcome.attempts
	};
	if (detail === void 0) return base;
	return {
		...base,
		detail: oneLine(hide === void 0 || hide === "" ? detail : detail.replaceAll(hide, "***"), 200)
	};
}
/** The policy kind of one chain entry: a text, or a mapping with the kind as its only key (docs/policies/config-conditional-chains). */
function chainKind(entry) {
	if (typeof entry === "string") return entry;
	const keys = isMapping$1(entry) ? Object.keys(entry) : [];
	return keys.length === 1 ? keys[0] : void 0;
}
function servedName(value) {
	return typeof value === "string" ? value : void 0;
}
/** Name, version and chain of a served document, each only where it has the documented form. */
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
/**
* The answer of `GET /keeptrusts/config`. Reasons never quote its body: whether secrets are masked in it is not documented.
* https://docs.keeptrusts.com/docs/policies/declarative-config-reference
*/
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
/** What a status other than 200 and 409 says about a chat request (docs/guides/developer/error-handling). */
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
function undecided(outcome, what) {
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
	if (error.type !== "policy_violation") return undecided(outcome, "without the documented policy_violation body");
	return {
		kind: "blocked",
		...errorField(error, "policy"),
		...errorField(error, "code")
	};
}
/** The verdict in an answer of `POST /v1/chat/completions`; never a part of any message. */
function readChat(outcome) {
	if (outcome.kind === "unreachable") return {
		kind: "undecided",
		reason: outcome.reason
	};
	const json = parseJson(outcome);
	const value = json.kind === "json" ? json.value : void 0;
	if (outcome.status === 409) return readBlock(outcome, value);
	if (outcome.status !== 200) return undecided(outcome, CHAT_STATUS[outcome.status] ?? "this says nothing about the policy");
	if (json.kind !== "json") return undecided(outcome, NOT_JSON[json.kind]);
	const choices = isMapping$1(value) ? value.choices : void 0;
	return Array.isArray(choices) && choices.length > 0 ? { kind: "allowed" } : undecided(outcome, "no choices in the answer");
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
/** A URL's host name without the brackets of an IPv6 address and without the root dot. */
function bareHost(url) {
	return url.hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "").toLowerCase();
}
/** True for this machine: `localhost` and its subdomains (RFC 6761, section 6.3), 127.0.0.0/8 and ::1. */
function isLoopback(url) {
	const host = bareHost(url);
	return host === "localhost" || host.endsWith(".localhost") || host === "::1" || isIP(host) === 4 && host.startsWith("127.");
}
/**
* An http or https URL without credentials.
* @throws Failure `bad-input` for anything else; the message never repeats credentials.
*/
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
/** One entry of NO_PROXY: `*`, a name (its subdomains too), an address, an address block; a name or address may carry a port. */
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
/**
* The proxy for a URL, as curl and GitHub's own toolkit choose it: by the URL's scheme, lower-case variables first,
* NO_PROXY respected. Loopback never goes through a proxy.
* @throws Failure `bad-input` when the variable holds no usable proxy address.
*/
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
/** A proxy's address for messages, without its credentials. */
function proxyName(proxy) {
	return `${proxy.protocol}//${proxy.host}`;
}

// src/keeptrusts/http-certificates.ts
const PEM_CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;
/** Longest name of a certificate that a message repeats. */
const NAME_LIMIT = 80;
/**
* Node replaces its trusted roots by whatever is passed as `ca`, so they are added back. `getCACertificates` (Node 22.15) also
* knows NODE_EXTRA_CA_CERTS and the system store, where the process was told to use them; older versions know only the bundled list.
* https://nodejs.org/api/tls.html#tlsgetcacertificatestype
*/
function defaultAuthorities() {
	return typeof tls.getCACertificates === "function" ? tls.getCACertificates("default") : tls.rootCertificates;
}
/**
* The default authorities and those of a PEM text, read once for all connections.
* @throws Failure `bad-input` when the text holds no certificate or a broken one: Node would ignore it without a word.
*/
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
/** What a server's certificate says of itself, for messages about why it was not accepted. */
function describePeer(socket) {
	const certificate = socket.getPeerCertificate();
	if (Object.keys(certificate).length === 0) return void 0;
	const { subject, issuer, valid_from: from, valid_to: to } = certificate;
	return `certificate of ${nameOf(subject)}, issued by ${nameOf(issuer)}, valid from ${oneLine(from, 40)} to ${oneLine(to, 40)}`;
}

// src/keeptrusts/http-errors.ts
/** An end of an exchange that this client itself decided on. */
var ExchangeProblem = class extends Error {
	name = "ExchangeProblem";
	problem;
	constructor(problem, message) {
		super(message);
		this.problem = problem;
	}
};
/** The reason an attempt's own deadline aborts it with. */
const ATTEMPT_TIMEOUT = /* @__PURE__ */ new Error("the attempt took too long");
const PRIVATE_AUTHORITY = "if the authority is your own, pass its certificate with ca-file";
/** Codes of https://nodejs.org/api/errors.html, https://nodejs.org/api/tls.html#x509-certificate-error-codes and undici's Errors.md. */
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
/** Longest foreign error text that a reason repeats. */
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
function proxyEntry(message) {
	const status = /^Proxy response \((\d+)\)/.exec(message)?.[1];
	if (status === void 0) return void 0;
	return [
		"proxy",
		`the proxy answered HTTP ${status} to CONNECT${status === "407" ? "; put its user name and password into the proxy address" : ""}`,
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
	return proxyEntry(message) ?? [
		"dropped",
		`the exchange failed (${code || foreign})`,
		true
	];
}
/** Puts the end of one attempt into words, from Node's and undici's error codes. */
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
async function readBody(stream, exchange) {
	const { progress, maxBytes } = exchange;
	const chunks = [];
	for await (const chunk of stream) {
		if (!Buffer.isBuffer(chunk)) throw new TypeError("the body stream gave something else than bytes");
		progress.received += chunk.length;
		if (progress.received > maxBytes) throw tooLarge(maxBytes);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}
async function send(pool, exchange, url) {
	exchange.progress.stage = "waiting";
	exchange.progress.received = 0;
	const { statusCode, headers, body } = await pool.request(url, {
		dispatcher: pool.route(url).dispatcher,
		method: exchange.method,
		headers: exchange.headers,
		body: exchange.body ?? null,
		signal: exchange.signal,
		headersTimeout: exchange.idleTimeoutMs,
		bodyTimeout: exchange.idleTimeoutMs
	});
	exchange.progress.stage = "body";
	if (Number(headers["content-length"] ?? 0) > exchange.maxBytes) {
		body.on("error", () => {}).destroy();
		throw tooLarge(exchange.maxBytes);
	}
	return {
		status: statusCode,
		headers: flat(headers),
		body: await readBody(body, exchange)
	};
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
/**
* One request and its whole body, redirects included. The signal ends it at any point.
* @throws ExchangeProblem for what this client refuses; undici's and Node's errors otherwise.
*/
async function perform(pool, exchange) {
	let url = exchange.url;
	for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
		const answer = await send(pool, exchange, url);
		const next = redirectTarget(answer, url, exchange.redirects);
		if (next === void 0) return answer;
		url = next;
	}
	throw new ExchangeProblem("redirect", `more than ${MAX_REDIRECTS} redirects in a row`);
}

// src/keeptrusts/http-pool.ts
/** A TCP and TLS handshake that takes longer is given up; the attempt's own deadline may be shorter. */
const CONNECT_TIMEOUT_MS = 1e4;
function place(hostname, port) {
	return `${hostname.replace(/^\[(.*)\]$/, "$1")}:${port}`;
}
function defaultPort(protocol) {
	return protocol === "https:" ? "443" : "80";
}
/** Records who is connecting and whose certificate failed; Node's errors name the fault but not the certificate. */
function observed$1(connect, { counts, peers }) {
	return (options, callback) => {
		const where = place(options.hostname, options.port || defaultPort(options.protocol));
		counts.set(where, (counts.get(where) ?? 0) + 1);
		let peer;
		const socket = connect(options, (...result) => {
			counts.set(where, (counts.get(where) ?? 1) - 1);
			if (result[0] !== null && peer !== void 0) peers.set(result[0], peer);
			callback(...result);
		});
		if (socket instanceof TLSSocket) socket.prependOnceListener("secure", () => {
			peer = describePeer(socket);
		});
	};
}
/** Opens no connection yet. undici is loaded here, so that runs without network do not pay for it. */
async function openPool(settings) {
	const { Agent, ProxyAgent, buildConnector, request } = await import("./undici2.mjs").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const closing = new AbortController();
	setMaxListeners(0, closing.signal);
	const handshakes = {
		counts: /* @__PURE__ */ new Map(),
		peers: /* @__PURE__ */ new WeakMap()
	};
	const trust = settings.trust === void 0 ? {} : { secureContext: settings.trust };
	const connection = {
		timeout: CONNECT_TIMEOUT_MS,
		signal: closing.signal,
		...trust
	};
	const direct = new Agent({ connect: observed$1(buildConnector(connection), handshakes) });
	const proxies = /* @__PURE__ */ new Map();
	function through(proxy) {
		const known = proxies.get(proxy.href);
		if (known !== void 0) return known;
		const made = new ProxyAgent({
			uri: proxy.href,
			proxyTunnel: false,
			requestTls: connection,
			proxyTls: connection
		});
		proxies.set(proxy.href, made);
		return made;
	}
	return {
		request,
		route: (url) => {
			const proxy = proxyFor(url, settings.proxyEnvironment);
			return proxy === void 0 ? { dispatcher: direct } : {
				dispatcher: through(proxy),
				proxy: proxyName(proxy)
			};
		},
		isConnecting: (url) => (handshakes.counts.get(place(url.hostname, url.port || defaultPort(url.protocol))) ?? 0) > 0,
		peerOf: (error) => typeof error === "object" && error !== null ? handshakes.peers.get(error) : void 0,
		close: async () => {
			closing.abort();
			await Promise.all([direct, ...proxies.values()].map((dispatcher) => dispatcher.destroy()));
		}
	};
}

// src/keeptrusts/http-retry.ts
const FIRST_DELAY_MS = 200;
const LONGEST_DELAY_MS = 5e3;
/** True for statuses that say "not now": 408, 429 and 5xx. */
function isRetryableStatus(status) {
	return status === 408 || status === 429 || status >= 500 && status <= 599;
}
/**
* Milliseconds a `Retry-After` header asks for, in seconds or as an HTTP date (RFC 9110, section 10.2.3).
* A date is measured against the answer's own `Date` header where it has one, so that a runner with a wrong clock waits as long as meant.
*/
function retryAfterMs(headers, now) {
	const value = headers["retry-after"]?.trim();
	if (value === void 0 || value === "") return void 0;
	if (/^\d+$/.test(value)) return Number(value) * 1e3;
	const until = Date.parse(value);
	if (Number.isNaN(until)) return void 0;
	const sent = Date.parse(headers.date ?? "");
	return Math.max(0, until - (Number.isNaN(sent) ? now.getTime() : sent));
}
/**
* Milliseconds before the next attempt: doubling, with half of it random, so that many readers do not come back together;
* never sooner than the server asked for.
* @param attempt attempts made so far, from 1.
* @param random from 0 to 1.
*/
function retryDelayMs(attempt, random, askedMs) {
	const full = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (attempt - 1));
	return Math.max(Math.round(full * (.5 + random / 2)), askedMs ?? 0);
}

// src/keeptrusts/http.ts
/** Bytes of an answer that are read unless the caller says otherwise. */
const DEFAULT_MAX_BYTES = 1048576;
/** A download that is silent for longer is given up and tried again. */
const DOWNLOAD_IDLE_MS = 3e4;
/** @throws Failure before anything is sent when the token would leave its origin or travel unencrypted. */
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
/** A controller that follows other signals until released. */
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
/**
* undici heeds the signal of a request only once its connection stands (measured with 7.30: until then its own connect timeout
* rules), so the deadline is kept here. A request abandoned this way is never sent later: undici checks the signal before it writes.
*/
async function unlessAborted(work, signal) {
	const aborted = new Promise((_resolve, reject) => {
		signal.addEventListener("abort", () => reject(signal.reason), { once: true });
	});
	return Promise.race([work, aborted]);
}
/**
* The HTTP client of a run. Creating it costs nothing: undici is loaded, and connections are made, with the first request.
* @throws Failure `bad-input` when `certificateAuthorities` holds no readable certificate.
*/
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
			...trust
		});
		return opened;
	}
	async function attempt(request, timeoutMs, attempts, cancel) {
		const connections = await pool();
		const { proxy } = connections.route(request.url);
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
				connecting: connections.isConnecting(request.url),
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
	/** Undefined: no further attempt, because none is left or its time would lie beyond the total. */
	function pauseAfter({ outcome, retryable }, plan, remainingMs) {
		if (!retryable || outcome.attempts >= plan.attempts) return void 0;
		if (outcome.kind === "response" && plan.meaningful.includes(outcome.status)) return void 0;
		const asked = outcome.kind === "response" ? retryAfterMs(outcome.headers, clock.now()) : void 0;
		const pause = retryDelayMs(outcome.attempts, settings.random(), asked);
		return pause < remainingMs ? pause : void 0;
	}
	async function run(request, plan) {
		const { controller, release } = following([settings.signal, plan.signal]);
		const cancel = controller.signal;
		const started = clock.elapsed();
		const remaining = () => plan.totalTimeoutMs - (clock.elapsed() - started);
		const name = `${request.method} ${request.url.origin}${request.url.pathname}`;
		try {
			for (let attempts = 1;; attempts++) {
				cancel.throwIfAborted();
				const attempted = await attempt(request, Math.min(plan.attemptTimeoutMs, remaining()), attempts, cancel);
				const { outcome } = attempted;
				log.debug(`${name}: attempt ${attempts}: ${outcome.kind === "response" ? `HTTP ${outcome.status}` : outcome.reason}`);
				const pause = pauseAfter(attempted, plan, remaining());
				if (pause === void 0) return outcome;
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
		close: async () => {
			closed = true;
			await (await opened)?.close();
		}
	};
}

// src/keeptrusts/gateway-client.ts
/** A model may think for a while; a gateway's own reads have shorter limits. */
const DEFAULT_CHAT_TIMEOUT_MS = 6e4;
/** Headers that belong to the connection, to the token option or to this client; a test case cannot set them. */
const RESERVED_HEADERS = /* @__PURE__ */ new Set([
	"authorization",
	"connection",
	"content-length",
	"content-type",
	"expect",
	"host",
	"keep-alive",
	"proxy-authorization",
	"te",
	"trailer",
	"transfer-encoding",
	"upgrade",
	"x-request-id"
]);
/** OpenAI clients are given the address with `/v1` (docs/guides/sdk-compatibility); health and configuration live beside it. */
function baseOf(address) {
	const url = checkedUrl(address, "using the gateway address");
	return `${url.origin}${url.pathname.replace(/\/+$/, "").replace(/\/v1$/, "")}`;
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
/**
* A gateway's HTTP surface (https://docs.keeptrusts.com/docs/guides/developer/error-handling and the pages named at each reader).
* Each method rejects with the signal's reason when it aborts, and with a Failure when the token may not be sent to this address.
* @throws Failure `bad-input` when the target's URL is missing or unusable.
*/
function createGatewayClient(target, http, settings) {
	const base = baseOf(target.url);
	const { token } = settings;
	const common = {
		attemptTimeoutMs: settings.attemptTimeoutMs,
		maxBytes: settings.maxBytes ?? 1048576,
		...token === void 0 ? {} : { bearer: {
			token,
			origin: new URL(base).origin
		} }
	};
	function read(path, meaningful, signal) {
		const options = {
			...common,
			headers: { accept: "application/json" },
			totalTimeoutMs: settings.totalTimeoutMs,
			retry: "reads",
			meaningful,
			...signal === void 0 ? {} : { signal }
		};
		return http.get(`${base}${path}`, options);
	}
	async function chat(request, signal) {
		const { headers = {}, model, messages, requestId } = request;
		const reserved = reservedHeader(headers);
		if (reserved !== void 0) return {
			kind: "undecided",
			reason: `nothing was sent: a case may not set the header ${reserved.toLowerCase()}`
		};
		const outcome = await http.post(`${base}/v1/chat/completions`, {
			model,
			messages
		}, {
			...common,
			headers: {
				accept: "application/json",
				...headers,
				"x-request-id": requestId
			},
			attemptTimeoutMs: settings.chatTimeoutMs ?? DEFAULT_CHAT_TIMEOUT_MS,
			...signal === void 0 ? {} : { signal }
		});
		return readChat(outcome);
	}
	return {
		id: target.id,
		url: target.url,
		health: async (signal) => {
			const outcome = await read("/health", [503], signal);
			const reading = readHealth(outcome, token?.reveal());
			if (!(outcome.kind === "response" && outcome.status === 503) || saysUnhealthy(outcome.body)) return reading;
			const ready = await read("/readyz", [503], signal);
			return ready.kind === "response" && ready.status === 503 ? {
				...reading,
				status: "loading",
				detail: "HTTP 503 from /health and /readyz: the policy configuration is loading"
			} : reading;
		},
		config: async (signal) => readConfig(await read("/keeptrusts/config", [], signal)),
		chat
	};
}

// src/run/token-check.ts
/** Where kt goes without KEEPTRUSTS_API_URL (https://docs.keeptrusts.com/docs/cli/auth). */
const DEFAULT_API_URL = "https://api.keeptrusts.com";
const ATTEMPT_MS = 1e4;
const TOTAL_MS = 3e4;
/**
* Asks `GET /v1/whoami`, the route the documentation gives to verify connectivity and the token
* (https://docs.keeptrusts.com/docs/troubleshooting). Its body is undocumented, so only the status is read; statuses other than 200, 401
* and 403 say nothing about the token and are refused too, because a write after an unclear answer could not be explained.
*/
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

// src/stages/deploy/canary.ts
/** Prefix of the request ids of canary requests, so that their events can be told from user traffic. */
const CANARY_REQUEST_PREFIX = "keeptrusts-policy-canary-";
/**
* Sends golden cases through a gateway, each once and in order, and compares verdicts. Only a block (409) and a normal answer can be told
* apart from outside, so an expected redact or escalate stays undecided, as does anything that is the upstream's fault.
*/
async function runCanary(client, cases, model, signal) {
	const reports = [];
	for (const testCase of cases) {
		signal.throwIfAborted();
		const requestId = `${CANARY_REQUEST_PREFIX}${randomUUID()}`;
		const reading = await client.chat({
			model: testCase.input.model ?? model,
			messages: testCase.input.messages,
			requestId,
			...testCase.input.headers !== void 0 && { headers: testCase.input.headers }
		}, signal);
		const base = {
			name: testCase.name,
			expected: testCase.expected,
			requestId
		};
		if (reading.kind === "undecided") {
			reports.push({
				...base,
				outcome: "undecided",
				reason: reading.reason
			});
			continue;
		}
		const actual = reading.kind === "blocked" ? "block" : "allow";
		reports.push({
			...base,
			actual,
			...judge$1(testCase.expected.verdict, actual)
		});
	}
	return reports;
}
function judge$1(expected, actual) {
	if (expected === actual) return { outcome: "passed" };
	if (expected === "block" || expected === "allow" || actual === "block") return {
		outcome: "failed",
		reason: `expected ${expected}, the gateway ${actual === "block" ? "blocked" : "answered normally"}`
	};
	return {
		outcome: "undecided",
		reason: `a normal answer does not show whether the gateway would ${expected}`
	};
}

// src/stages/deploy/ending.ts
function refused(reasons, nextSteps) {
	return {
		result: "refused",
		reason: {
			summary: `${reasons.join("; ")}. Nothing was written`,
			nextSteps: [...new Set(nextSteps)]
		}
	};
}
/** @param written ids of the gateways this run wrote to, in order. */
function endingOf$1(gateways, written, canary, wanted, version) {
	const unknown = gateways.filter((gateway) => gateway.state === "unknown");
	const bad = gateways.filter((gateway) => gateway.state !== "serving" && gateway.state !== "accepted" && gateway.state !== "unknown");
	const failedCanary = canary.filter((one) => one.outcome === "failed");
	if (unknown.length > 0) return {
		result: "unknown",
		reason: {
			summary: `the state of ${list(unknown)} is not known: ${detailOf(unknown[0])}`,
			nextSteps: [...unknown.map((one) => `Read what ${one.id} serves${one.url === void 0 ? "" : ` (${one.url}/keeptrusts/config)`} before running this again.`), ...changed(gateways)]
		}
	};
	if (failedCanary.length > 0) {
		const first = failedCanary[0];
		return {
			result: "failed",
			reason: {
				summary: `canary "${first?.name ?? ""}": ${first?.reason ?? "failed"}; no further gateway was written to`,
				nextSteps: ["Correct the policy or the golden file and raise pack.version.", ...changed(gateways)]
			}
		};
	}
	if (bad.length > 0) return {
		result: "failed",
		reason: {
			summary: `${list(bad)} ${bad.length === 1 ? "does" : "do"} not serve version ${version}: ${detailOf(bad.find((one) => one.steps.length > 0) ?? bad[0])}`,
			nextSteps: ["Read the steps of the gateway below.", ...changed(gateways)]
		}
	};
	if (written.length === 0) return {
		result: "unchanged",
		reason: {
			summary: `every gateway already serves exactly this file (version ${version})`,
			nextSteps: []
		}
	};
	return {
		result: wanted,
		reason: {
			summary: `version ${version} ${wanted === "staged" ? "is staged on" : "is served by"} ${list(gateways)}`,
			nextSteps: wanted === "staged" ? ["Promote it with phase: promote and this digest."] : []
		}
	};
}
function changed(gateways) {
	return gateways.filter((gateway) => gateway.state === "serving" && gateway.steps.length > 0).map((gateway) => `${gateway.id} serves the new version${gateway.before?.version === void 0 ? "" : ` (before: ${gateway.before.version})`}; it was not taken back.`);
}
function list(gateways) {
	const ids = gateways.map((gateway) => gateway.id);
	return ids.length <= 5 ? ids.join(", ") : `${ids.slice(0, 5).join(", ")} and ${ids.length - 5} more`;
}
function detailOf(gateway) {
	const step = gateway?.steps.findLast((one) => one.outcome !== "done");
	return step === void 0 ? "it was not reached in this run" : `${step.step}: ${step.detail ?? step.outcome}`;
}

// src/keeptrusts/served-config.ts
const MAX_DIFFERENCES = 20;
const SHOWN_LIMIT = 80;
const PATH_LIMIT = 160;
/** Names under which a gateway may show `***` instead of what it holds; whether it does is not documented. */
const SECRET_KEY = /secret|token|passw|credential|authorization|api[-_]?key|(private|public|signing|access|encryption)[-_]?key|^key$|dsn/i;
const MASK = /\*{3,}/;
/**
* What the documentation says a gateway knows of a pack that the file leaves out: `id` is derived from `name`, the others are empty.
* https://docs.keeptrusts.com/docs/policies/config-pack-metadata
*/
const PACK_DEFAULTS = {
	id: (value) => typeof value === "string",
	author: (value) => value === "",
	description: (value) => value === ""
};
/**
* Top-level sections that change what a gateway does; one that the file does not have is a difference. Other unknown keys may be
* facts about the runtime. https://docs.keeptrusts.com/docs/policies/config-runtime and its sister pages.
*/
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
/** `policy.x:` without a value, `{}` and absence say the same. */
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
/** Recursion follows the file, whose depth is limited when it is read, so a deeply nested answer cannot exhaust the stack. */
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
/** A key the file does not have: perhaps a fact about the runtime at the top of the document, a known default of a pack, or a difference. */
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
function sameList(a, b) {
	return a.length === b.length && a.every((item, index) => item === b[index]);
}
function compareChains(file, served, findings) {
	if (sameList(file, served)) return;
	const what = sameList([...file].sort(), [...served].sort()) ? " (the same policies in another order)" : "";
	differ(findings, "policies.chain", `file ${chainText(file)}, served ${chainText(served)}${what}`);
}
/** A gateway may list a conditional entry by its kind alone; then its conditions are simply not shown. */
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
/** Everything but name, version and chain, which have their own words. */
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
	compareMapping(rest(value), rest(body), "", false, findings);
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
/**
* Compares what a gateway shows with the file. Everything shown must equal what the file says; what is not shown lowers the proof.
* A reading that is not `served` proves nothing and has no differences. Top-level keys that are neither in the file nor a documented
* section lower the proof to `chain` without being a difference: they may be facts about the runtime, whose names are not documented.
*/
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
/** True when what was proved is at least as strong as asked for. */
function proofAtLeast(actual, minimum) {
	return PROOFS.indexOf(actual) <= PROOFS.indexOf(minimum);
}

// src/stages/bounded.ts
/** Runs `work` on every item, at most `limit` at a time, and keeps the order of the items in the result. The first rejection rejects the whole. */
async function mapBounded(items, limit, work) {
	const results = [];
	const queue = items.entries();
	const worker = async () => {
		for (const [index, item] of queue) results[index] = await work(item, index);
	};
	await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
	return results;
}

// src/stages/deploy/preflight.ts
/** Reads what every gateway serves now and decides, without writing anything, whether a write to it could be proven afterwards. */
async function preflight(gateways, expected, settings, signal) {
	return mapBounded(gateways, settings.concurrency, async (gateway) => {
		const reading = await gateway.client?.config(signal);
		return {
			gateway,
			readiness: judge(reading, expected, settings.minimumProof),
			emulated: reading?.kind === "served" && reading.emulated
		};
	});
}
/** Pure: what a reading (undefined: the gateway has no URL) means for a write that must reach `minimumProof`. */
function judge(reading, expected, minimumProof) {
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
		nextStep: "Check its URL, that this runner can reach it, and gateway-token."
	};
	const before = reading.identity;
	const comparison = compareServed(expected, reading);
	if (comparison.equal && comparison.proof === "full") return {
		kind: "serving",
		before
	};
	const reachable = reachableProof(reading);
	if (!proofAtLeast(reachable, minimumProof)) return {
		kind: "refused",
		before,
		reason: `it shows at most proof "${reachable}" of what it serves, and minimum-proof is ${minimumProof}`,
		nextStep: `Set minimum-proof: ${reachable} if that is enough for you.`
	};
	if (before.name === expected.identity.name && before.version === expected.identity.version) return {
		kind: "refused",
		before,
		reason: `it already serves ${describe(before)}, and whether with this content cannot be told apart`,
		nextStep: "Raise pack.version: it is the only identity most gateways show."
	};
	return {
		kind: "write",
		before
	};
}
/** The strongest proof a gateway that answers like this can ever give. */
function reachableProof(reading) {
	const { name, version, chain } = reading.identity;
	if (name === void 0 || version === void 0) return "none";
	if (chain === void 0) return "version";
	return Object.keys(reading.body).some((key) => key !== "pack" && key !== "policies") ? "full" : "chain";
}
function describe(identity) {
	return `${identity.name ?? "(no name)"} ${identity.version ?? "(no version)"}`;
}
/** Gateways named twice, or staging named among production: nothing good can be meant. */
function misplacedGateways(staging, production) {
	const seen = /* @__PURE__ */ new Set();
	const problems = [];
	for (const { id } of production) {
		if (seen.has(id)) problems.push(`gateway ${id} is listed twice in production-gateways`);
		if (id === staging?.id) problems.push(`staging gateway ${id} is also listed in production-gateways`);
		seen.add(id);
	}
	return problems;
}

// src/stages/deploy/snapshot.ts
/** Writes `bytes` to a directory of their own below `parent`, readable by this user alone, and makes the copy read-only. */
async function takeSnapshot(bytes, parent) {
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
}
/**
* Checks right before a write that the snapshot still holds the validated bytes: kt is another program with the same rights as ours.
* @throws Failure refused when they differ.
*/
async function assertUntouched(snapshot) {
	const found = digestOf(await readFile(snapshot.path));
	if (found === snapshot.digest) return;
	throw new Failure("refused", {
		doing: "checking the policy snapshot before handing it to kt",
		cameBack: `its digest is ${found}, but ${snapshot.digest} was validated`,
		nextStep: "Something on this runner changed the file during the run; find out what before deploying again."
	});
}

// src/stages/watch.ts
/**
* Asks a gateway for its health and its served configuration until both are right `consecutive` times in a row, or until the deadline.
* Health alone proves nothing: a failed reload keeps the old configuration and stays healthy
* (https://docs.keeptrusts.com/docs/tutorials/cli/config-hot-reload). A mismatch is not final before the deadline either, because managed
* gateways fetch their configuration by polling (https://docs.keeptrusts.com/docs/cli/managed-mode).
*/
async function watchGateway(client, expected, settings, context) {
	let last = {
		result: "timed-out",
		proof: "none",
		differences: [],
		emulated: false,
		rounds: 0
	};
	let sameInARow = 0;
	for (let rounds = 1;; rounds += 1) try {
		const observed = await observeOnce(client, expected, settings, context.signal, rounds);
		sameInARow = observed.result === last.result ? sameInARow + 1 : 1;
		last = observed;
		if ((observed.result === "verified" || observed.result === "unproven") && sameInARow >= settings.consecutive) return observed;
		if (context.clock.elapsed() + settings.intervalMs >= settings.deadline) break;
		await context.clock.sleep(settings.intervalMs, context.signal);
	} catch (error) {
		if (!context.signal.aborted) throw error;
		return {
			...last,
			result: "timed-out",
			differences: [...last.differences, `cancelled: ${messageOf(context.signal.reason)}`]
		};
	}
	if (last.result === "verified" || last.result === "unproven") return {
		...last,
		result: "timed-out",
		differences: [...last.differences, `only ${sameInARow} of ${settings.consecutive} good answers in a row before the deadline`]
	};
	return last;
}
async function observeOnce(client, expected, settings, signal, rounds) {
	const [health, reading] = await Promise.all([client.health(signal), client.config(signal)]);
	const comparison = compareServed(expected, reading);
	return {
		proof: comparison.proof,
		differences: comparison.differences,
		health,
		emulated: reading.kind === "served" && reading.emulated,
		rounds,
		...reading.kind === "served" && { served: reading.identity },
		result: classify(health, reading.kind, comparison, settings)
	};
}
function classify(health, reading, comparison, settings) {
	if (health.status === "unreachable" || reading === "unreachable") return "unreachable";
	if (reading === "served" && !comparison.equal) return "mismatch";
	if (health.status === "loading") return "timed-out";
	if (health.status !== "healthy" && !(health.status === "degraded" && settings.acceptDegraded)) return "unhealthy";
	if (reading === "unreadable") return "unproven";
	return proofAtLeast(comparison.proof, settings.minimumProof) ? "verified" : "unproven";
}

// src/stages/deploy/write.ts
/** Promotion through kt needs one control plane that knows both gateways; across two, the same bytes are pushed. */
function methodFor(staging, target) {
	return staging !== void 0 && staging.apiUrl === target.apiUrl ? {
		kind: "deploy",
		from: staging.id
	} : { kind: "push" };
}
/**
* Writes the snapshot to one gateway through kt, once, and watches until the gateway serves it. A write whose end is unknown is never
* repeated: what the gateway serves afterwards decides.
*/
async function writeAndWatch(report, gateway, method, snapshot, expected, settings, context) {
	await assertUntouched(snapshot);
	const at = context.clock.now().toISOString();
	const started = context.clock.elapsed();
	const write = method.kind === "push" ? await gateway.kt.push(snapshot.path, gateway.id) : await gateway.kt.deploy(snapshot.path, method.from, gateway.id);
	const step = writeStep(method.kind === "push" ? "kt policy push" : `kt policy deploy from ${method.from}`, at, Math.round(context.clock.elapsed() - started), write);
	const written = {
		...report,
		...describeGateway(gateway),
		steps: [...report.steps, step]
	};
	if (write.kind === "not-started") return {
		...written,
		state: "untouched"
	};
	if (gateway.client === void 0) return {
		...written,
		state: write.kind === "accepted" ? "accepted" : "unknown",
		proof: write.kind === "accepted" ? "accepted" : "none"
	};
	const watchStarted = context.clock.elapsed();
	const patience = write.kind === "rejected" ? 0 : settings.deployTimeoutMs;
	return observed(written, await watchGateway(gateway.client, expected, {
		deadline: watchStarted + patience,
		intervalMs: settings.intervalMs,
		consecutive: 1,
		minimumProof: settings.minimumProof,
		acceptDegraded: true
	}, context), write, Math.round(context.clock.elapsed() - watchStarted), context.clock.now().toISOString());
}
function writeStep(step, at, durationMs, write) {
	switch (write.kind) {
		case "accepted": return {
			step,
			at,
			durationMs,
			outcome: "done"
		};
		case "rejected": return {
			step,
			at,
			durationMs,
			outcome: "failed",
			detail: `kt exited with ${write.exitCode}: ${write.said}`
		};
		case "not-started": return {
			step,
			at,
			durationMs,
			outcome: "failed",
			detail: `kt did not start: ${write.reason}`
		};
		case "unknown": return {
			step,
			at,
			durationMs,
			outcome: "unknown",
			detail: write.reason
		};
	}
}
function observed(report, observation, write, durationMs, at) {
	const good = observation.result === "verified";
	const read = {
		step: "read back",
		at,
		durationMs,
		outcome: good ? "done" : observation.result === "unreachable" ? "unknown" : "failed",
		...!good && { detail: [observation.result, ...observation.differences].join("; ") }
	};
	return {
		...report,
		state: stateAfter(observation, write),
		proof: observation.proof,
		...observation.served !== void 0 && { after: observation.served },
		...observation.health !== void 0 && { health: observation.health },
		differences: observation.differences,
		steps: [...report.steps, read]
	};
}
function stateAfter(observation, write) {
	switch (observation.result) {
		case "verified": return "serving";
		case "unreachable":
		case "timed-out": return write.kind === "rejected" ? "unreachable" : "unknown";
		case "unhealthy": return "unhealthy";
		case "mismatch": return write.kind === "unknown" ? "unknown" : "serving-other";
		case "unproven": return "unknown";
	}
}

// src/stages/deploy.ts
/**
* Takes one private copy of the policy file, validates it again, proves that every gateway can be read back, and only then writes: staging
* first, canary requests, then production one gateway after the other, stopping at the first that does not serve it.
*/
async function deploy(source, options, context) {
	return new Deployment(source, options, context).execute();
}
var Deployment = class {
	#source;
	#options;
	#context;
	#startedAt;
	#started;
	#gateways = /* @__PURE__ */ new Map();
	#written = [];
	#canary = [];
	#snapshot;
	#validation;
	constructor(source, options, context) {
		this.#source = source;
		this.#options = options;
		this.#context = context;
		this.#startedAt = context.clock.now().toISOString();
		this.#started = context.clock.elapsed();
	}
	async execute() {
		const { temporaryDirectory } = this.#context;
		const snapshot = await takeSnapshot(this.#source.bytes, temporaryDirectory);
		this.#snapshot = snapshot;
		if (this.#options.digest !== void 0 && this.#options.digest !== snapshot.digest) return this.#report(refused([`the policy file has digest ${snapshot.digest}, but ${this.#options.digest} was validated`], ["Deploy the commit that was validated, or validate this one."]));
		const expected = await this.#validated();
		if ("result" in expected) return this.#report(expected);
		const rows = await this.#preflight(expected);
		if ("result" in rows) return this.#report(rows);
		await this.#rollOut(rows, snapshot, expected);
		const wanted = this.#options.phase === "stage" || this.#options.production.length === 0 ? "staged" : "promoted";
		return this.#report(endingOf$1([...this.#gateways.values()], this.#written, this.#canary, wanted, expected.identity.version));
	}
	async #validated() {
		const { context, options } = {
			context: this.#context,
			options: this.#options
		};
		const stagingDirectory = await mkdtemp(join$1(context.temporaryDirectory, "pack-"));
		const settings = {
			engine: "auto",
			failOn: "error",
			severities: options.severities,
			tests: options.tests
		};
		const { report, document } = await validatePack(this.#source, settings, {
			kt: context.kt,
			stagingDirectory
		});
		this.#validation = report;
		const first = report.findings.find((one) => one.severity === "error")?.message ?? report.tests.cases.find((one) => one.outcome === "failed")?.reason;
		if (report.result === "failed") return refused([`the policy file does not pass validation: ${first ?? "see the findings"}`], ["Run the validate stage on this commit and correct what it reports."]);
		if (report.result === "inconclusive" && !options["allow-inconclusive"]) return refused(["validation is inconclusive: not every behaviour test could be decided, or there is none"], ["Add tests that kt can decide, or set allow-inconclusive: true, or tests: false."]);
		if (document.identity === void 0 || document.chain === void 0) return refused(["the policy file names no pack or no chain, so a gateway could never be compared with it"], ["Add pack.name, pack.version and policies.chain."]);
		return {
			identity: document.identity,
			chain: document.chain,
			value: document.value
		};
	}
	async #preflight(expected) {
		const { phase, staging, production } = this.#options;
		const misplaced = misplacedGateways(staging, production);
		if (misplaced.length > 0) return refused(misplaced, ["Correct the lists of gateways."]);
		const involved = [...staging === void 0 ? [] : [staging], ...phase === "stage" ? [] : production];
		for (const gateway of onePerControlPlane(involved)) {
			const token = await this.#context.checkToken(gateway);
			if (!token.accepted) return refused([token.reason], [token.nextStep]);
		}
		const settings = {
			minimumProof: this.#options["minimum-proof"],
			concurrency: this.#options.concurrency
		};
		const rows = await preflight(involved, expected, settings, this.#context.signal);
		for (const row of rows) this.#gateways.set(row.gateway.id, beforeReport(row));
		if (rows.some((row) => row.emulated)) this.#context.onEmulated();
		const stagingRow = rows.find((row) => row.gateway.id === staging?.id);
		const isPromotion = phase === "promote" && stagingRow !== void 0;
		if (isPromotion) {
			const problem = await this.#stagingProblem(stagingRow, expected);
			if (problem !== void 0) return refused([problem], ["Run phase: stage with this file first."]);
		}
		const judged = isPromotion ? rows.filter((row) => row !== stagingRow) : rows;
		const refusals = judged.flatMap(({ gateway, readiness }) => readiness.kind === "refused" ? [{
			id: gateway.id,
			...readiness
		}] : []);
		if (refusals.length > 0) return refused(refusals.map(({ id, reason }) => `gateway ${id}: ${reason}`), refusals.map(({ nextStep }) => nextStep));
		return judged;
	}
	/** Promotion rests on staging: it must serve this file, at the proof asked for, now. */
	async #stagingProblem(row, expected) {
		const { gateway } = row;
		if (gateway.client === void 0) return this.#options["minimum-proof"] === "accepted" ? void 0 : `staging gateway ${gateway.id} has no URL, so it cannot be shown to serve this file`;
		const report = await this.#proven(gateway, expected);
		return report === void 0 ? void 0 : `staging gateway ${gateway.id} does not serve this file: ${report}`;
	}
	async #proven(gateway, expected) {
		if (gateway.client === void 0) return "it has no URL";
		const deadline = this.#context.clock.elapsed();
		const seen = await watchGateway(gateway.client, expected, {
			deadline,
			intervalMs: this.#options.interval,
			consecutive: 1,
			minimumProof: this.#options["minimum-proof"],
			acceptDegraded: true
		}, this.#context);
		if (seen.result !== "verified") return [seen.result, ...seen.differences].join("; ");
		const known = this.#gateways.get(gateway.id);
		if (known !== void 0) this.#gateways.set(gateway.id, {
			...known,
			state: "serving",
			proof: seen.proof,
			...seen.served !== void 0 && { after: seen.served }
		});
	}
	async #rollOut(rows, snapshot, expected) {
		const { staging } = this.#options;
		let canaryDone = this.#options.phase === "promote";
		for (const { gateway, readiness } of rows) {
			if (this.#context.signal.aborted) return;
			const known = this.#gateways.get(gateway.id);
			if (known === void 0) continue;
			const method = gateway.id === staging?.id ? { kind: "push" } : methodFor(staging, gateway);
			if (readiness.kind === "write") {
				this.#written.push(gateway.id);
				this.#gateways.set(gateway.id, {
					...known,
					state: "unknown"
				});
				await this.#publish();
				const settings = {
					deployTimeoutMs: this.#options["deploy-timeout"],
					intervalMs: this.#options.interval,
					minimumProof: this.#options["minimum-proof"]
				};
				const report = await writeAndWatch(known, gateway, method, snapshot, expected, settings, this.#context);
				this.#gateways.set(gateway.id, report);
				await this.#publish();
				this.#context.log.info(`${gateway.id}: ${report.state} (proof: ${report.proof})`);
				if (report.state !== "serving" && report.state !== "accepted") return;
			}
			if (!canaryDone && gateway.client !== void 0 && this.#options.canary.length > 0) {
				canaryDone = true;
				this.#canary = await runCanary(gateway.client, this.#options.canary, this.#options["probe-model"] ?? DEFAULT_PROBE_MODEL, this.#context.signal);
				if (this.#canary.some((one) => one.outcome === "failed")) return;
			}
		}
	}
	async #publish() {
		await this.#context.onChange(this.#report({
			result: "unknown",
			reason: {
				summary: "the run has not ended; a gateway in state unknown was being written to",
				nextSteps: ["Read what these gateways serve before running this again."]
			}
		}));
	}
	#report(ending) {
		const { pack } = this.#validation ?? {};
		return {
			stage: "deploy",
			startedAt: this.#startedAt,
			durationMs: Math.round(this.#context.clock.elapsed() - this.#started),
			...ending,
			warnings: this.#canary.filter((one) => one.outcome === "undecided").map((one) => `canary "${one.name}" is undecided: ${one.reason ?? "no reason given"}`),
			phase: this.#options.phase,
			file: this.#source.names.workspaceFile,
			...this.#snapshot !== void 0 && { digest: this.#snapshot.digest },
			...pack !== void 0 && { pack },
			...this.#validation !== void 0 && { validation: this.#validation },
			canary: this.#canary,
			gateways: [...this.#gateways.values()]
		};
	}
};
/** The model the documentation's samples name; a gateway without it answers with an upstream error, which leaves the canary undecided. */
const DEFAULT_PROBE_MODEL = "gpt-4o-mini";
function beforeReport({ gateway, readiness }) {
	const base = {
		...describeGateway(gateway),
		...readiness.before !== void 0 && { before: readiness.before },
		steps: []
	};
	if (readiness.kind === "serving") return {
		...base,
		state: "serving",
		proof: "full",
		after: readiness.before
	};
	return {
		...base,
		state: "untouched",
		proof: "none"
	};
}
function onePerControlPlane(gateways) {
	return [...new Map(gateways.map((gateway) => [gateway.apiUrl ?? "", gateway])).values()];
}

// src/stages/events.ts
/** kt's documented default is 50 (https://docs.keeptrusts.com/docs/cli/events); a maximum is not documented, so growing stops here. */
const MOST_EVENTS_ASKED = 1e3;
/** How many events of each gateway the report keeps. */
const NEWEST_KEPT = 10;
/**
* Asks for recent events, doubling the limit up to 1,000 while the answer is full and none carries `version`: in a busy organisation other
* gateways' events hide ours, and kt documents no filter by gateway or configuration.
*/
async function readEvents(ask, limit, version) {
	for (let asked = limit;; asked = Math.min(asked * 2, MOST_EVENTS_ASKED)) {
		const answer = await ask(asked);
		if (answer.kind === "unusable" || answer.events.length < asked || asked >= MOST_EVENTS_ASKED) return answer;
		if (answer.events.some((event) => event.configVersion === version)) return answer;
	}
}
/** What the events say about one gateway: only an event with this version and the gateway's own id proves something for it. */
function eventsOf(answer, gatewayId, version) {
	if (answer.kind === "unusable") return {
		read: 0,
		matching: 0,
		newest: [],
		unread: answer.reason
	};
	const rows = answer.events.map((event) => ({
		...event,
		correlation: correlate(event, gatewayId, version)
	})).filter((row) => row.gatewayId === void 0 || row.gatewayId === gatewayId);
	const newest = [...rows].sort((a, b) => (b.time ?? "").localeCompare(a.time ?? "", "en")).slice(0, NEWEST_KEPT);
	return {
		read: answer.events.length,
		matching: rows.filter((row) => row.correlation === "gateway").length,
		newest
	};
}
function correlate(event, gatewayId, version) {
	if (event.configVersion !== version) return "none";
	if (event.gatewayId === gatewayId) return "gateway";
	return event.gatewayId === void 0 ? "version+time" : "none";
}

// src/stages/verify.ts
/**
* Compares what gateways serve with the policy file: health, served configuration, recent decision events.
* @throws Failure bad-input when the file has not the digest given, or names no pack and chain to compare with.
*/
async function verify(source, options, context) {
	const started = context.clock.elapsed();
	const startedAt = context.clock.now().toISOString();
	const { expected, digest } = expectedPolicy(source, options.digest);
	const deadline = started + options["verify-timeout"];
	const done = /* @__PURE__ */ new Map();
	const report = (ending, doctor) => ({
		stage: "verify",
		startedAt,
		durationMs: Math.round(context.clock.elapsed() - started),
		warnings: [],
		...ending,
		file: source.names.workspaceFile,
		digest,
		pack: expected.identity,
		gateways: options.gateways.map((gateway) => done.get(gateway.id) ?? notFinished(gateway)),
		...doctor !== void 0 && { doctor }
	});
	await mapBounded(options.gateways, options.concurrency, async (gateway) => {
		done.set(gateway.id, await verifyGateway(gateway, expected, options, deadline, context));
		context.log.progress(`verified gateway ${done.size}/${options.gateways.length}`);
		await context.onChange(report({
			result: "timed-out",
			reason: {
				summary: "the run has not ended",
				nextSteps: []
			}
		}));
	});
	await addEvents(done, expected, options, deadline, context);
	const doctor = options.doctor === "off" || context.signal.aborted ? void 0 : await context.kt.doctor();
	return report(endingOf([...done.values()], expected, options, doctor), doctor);
}
function expectedPolicy(source, wanted) {
	const digest = digestOf(source.bytes);
	const doing = `reading policy file ${JSON.stringify(source.names.workspaceFile)}`;
	if (wanted !== void 0 && wanted !== digest) throw new Failure("bad-input", {
		doing,
		cameBack: `its digest is ${digest}, but ${wanted} was asked for`,
		nextStep: "Check out the commit that was deployed."
	});
	const document = parsePolicy(new TextDecoder().decode(source.bytes));
	const fault = document.problems[0];
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
async function verifyGateway(gateway, expected, options, deadline, context) {
	const base = {
		...describeGateway(gateway),
		steps: []
	};
	if (gateway.client === void 0) return {
		...base,
		state: "unknown",
		proof: "none",
		result: "unproven",
		differences: ["it has no URL, so nothing of it can be read"]
	};
	const settings = {
		deadline,
		intervalMs: options.interval,
		consecutive: options.consecutive,
		minimumProof: options["minimum-proof"],
		acceptDegraded: options["accept-degraded"]
	};
	const seen = await watchGateway(gateway.client, expected, settings, context);
	if (seen.emulated) context.onEmulated();
	return {
		...base,
		state: STATES[seen.result],
		proof: seen.proof,
		result: seen.result,
		differences: seen.differences,
		...seen.served !== void 0 && { after: seen.served },
		...seen.health !== void 0 && { health: seen.health }
	};
}
const STATES = {
	verified: "serving",
	mismatch: "serving-other",
	unhealthy: "unhealthy",
	unreachable: "unreachable",
	unproven: "unknown",
	"timed-out": "unknown"
};
/**
* Reads recent events, once per kt, and again until every verified gateway has the events asked for or the deadline passes. A quiet
* gateway is not a fault: only `minimum-events` makes silence count.
*/
async function addEvents(done, expected, options, deadline, context) {
	const { version } = expected.identity;
	const minimum = options["minimum-events"];
	for (;;) {
		const answers = /* @__PURE__ */ new Map();
		for (const gateway of options.gateways) {
			const ask = (limit) => gateway.kt.events({
				sinceMs: options.since,
				limit
			});
			const answer = answers.get(gateway.kt) ?? readEvents(ask, options["event-limit"], version);
			answers.set(gateway.kt, answer);
			const known = done.get(gateway.id);
			if (known !== void 0) done.set(gateway.id, {
				...known,
				events: eventsOf(await answer, gateway.id, version)
			});
		}
		const silent = [...done.values()].filter((one) => one.result === "verified" && (one.events?.matching ?? 0) < minimum);
		const over = context.signal.aborted || context.clock.elapsed() + options.interval >= deadline;
		if (silent.length === 0 || over) {
			for (const one of silent) done.set(one.id, {
				...one,
				result: "silent"
			});
			return;
		}
		context.log.progress(`waiting for events of ${silent.length} gateway${silent.length === 1 ? "" : "s"}`);
		await context.clock.sleep(options.interval, context.signal).catch(() => void 0);
	}
}
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
function endingOf(gateways, expected, options, doctor) {
	const result = worst(gateways.map((gateway) => gateway.result ?? "timed-out"));
	const label = `${expected.identity.name} ${expected.identity.version}`;
	const warnings = gateways.flatMap((gateway) => gateway.events?.unread === void 0 ? [] : [`events of ${gateway.id} could not be read: ${gateway.events.unread}`]);
	const bad = gateways.filter((gateway) => gateway.result === result);
	if (options.doctor === "required" && doctor?.exitCode !== 0 && result === "verified") return {
		result: "unproven",
		warnings,
		reason: {
			summary: `kt doctor did not succeed: ${doctor?.exitCode === void 0 ? doctor?.unread ?? "it gave no answer" : `exit code ${doctor.exitCode}`}`,
			nextSteps: ["Run kt doctor where the gateway runs, or set doctor: auto."]
		}
	};
	if (result === "verified") return {
		result,
		warnings,
		reason: {
			summary: `${gateways.length} of ${gateways.length} gateways serve ${label}`,
			nextSteps: []
		}
	};
	const first = bad[0];
	const detail = [...first?.differences ?? [], ...first?.health?.detail === void 0 ? [] : [first.health.detail]].join("; ");
	return {
		result,
		warnings,
		reason: {
			summary: `${bad.length} of ${gateways.length} gateways: ${MEANINGS[result]} (${first?.id ?? ""}${detail === "" ? "" : `: ${detail}`})`,
			nextSteps: NEXT_STEPS[result]
		}
	};
}
const MEANINGS = {
	verified: "verified",
	mismatch: "another configuration than this file is served",
	unhealthy: "the gateway does not report itself healthy",
	unreachable: "the gateway does not answer",
	unproven: "the gateway shows too little to reach minimum-proof",
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

export { DEFAULT_MAX_BYTES as a, createGatewayClient as i, deploy as n, createHttp as o, checkToken as r, verify as t };