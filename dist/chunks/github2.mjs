import { r as __toESM } from "./rolldown-runtime.mjs";
import { Bn as markdownText, E as readPayload, In as codeSpan, Kt as findingsOf, Qn as Failure, Rn as markdownLink, Sn as count, ct as readAuthorities, hr as shorten, jn as toneOf, mr as oneLine, pn as gatingPacks, qt as sha256, sn as placeInWorkspace, tr as messageOf, vn as SEVERITY_RANK, vr as visible, w as fieldsOf, wn as headlineOf, zn as markdownProse } from "./core.mjs";
import { C as retryDelayMs, S as retryAfterMs, _ as ExchangeProblem, v as explain } from "./gateways.mjs";
import { a as leastBytes, c as emulatedBanner, d as resultLine, f as unreached, g as repositoryLink, h as linksOf, i as stageTitle, l as isTold, m as createPage, o as longLists, p as collapsed, r as stageTables, s as bypassBanner, u as nextSteps } from "./summary.mjs";
const { resolve } = process.getBuiltinModule("node:path");
const { randomUUID } = process.getBuiltinModule("node:crypto");

// src/github/asking.ts
const ATTEMPTS = 4;
const UNSTATED_PAUSE_MS = 6e4;
async function ask(request, patience) {
	await waitForLimit(patience);
	for (let attempt = 1;; attempt++) try {
		return await request.send();
	} catch (error) {
		const fault = faultOf(error, patience.clock.now(), attempt);
		if (fault.kind === "refused") patience.limit.until = patience.clock.elapsed() + (fault.askedMs ?? 0);
		const pause = retryDelayMs(attempt, patience.random(), fault.askedMs);
		const givesUp = fault.kind === "final" || patience.signal.aborted || attempt >= ATTEMPTS || patience.clock.elapsed() + pause >= patience.deadline;
		const next = givesUp ? "given up" : `${WHY_AGAIN[fault.kind]}, so again in ${Math.round(pause)} ms`;
		patience.log.debug(`GitHub: ${request.doing}, attempt ${attempt}: ${messageOf(error)}; ${next}`);
		if (givesUp) throw error;
		await patience.clock.sleep(pause, patience.signal);
		if (fault.kind !== "unclear" || request.found === void 0) continue;
		const found = await ask({
			doing: `looking whether ${request.doing} took effect`,
			send: request.found
		}, patience);
		if (found !== void 0) return found;
	}
}
async function waitForLimit({ clock, deadline, signal, limit }) {
	const pause = limit.until - clock.elapsed();
	if (pause <= 0) return;
	if (limit.until >= deadline) throw new Error(`GitHub's rate limit is exceeded, and it asks to wait another ${Math.ceil(pause / 1e3)} s`);
	await clock.sleep(pause, signal);
}
const WHY_AGAIN = {
	refused: "it was refused for a rate limit",
	unclear: "it may or may not have been done",
	final: "it is final"
};
function faultOf(error, now, attempt) {
	const answer = answerOf(error);
	if (answer === void 0) return { kind: "unclear" };
	const { status, headers } = answer;
	const asked = retryAfterMs(headers, now) ?? resetMs(headers, now);
	if (isRateLimit(error)) return {
		kind: "refused",
		askedMs: asked ?? UNSTATED_PAUSE_MS * 2 ** (attempt - 1)
	};
	if (status === 408 || status >= 500) return {
		kind: "unclear",
		...asked !== void 0 && { askedMs: asked }
	};
	return { kind: "final" };
}
function isRateLimit(error) {
	const answer = answerOf(error);
	if (answer?.status === 429) return true;
	if (answer?.status !== 403) return false;
	const { headers } = answer;
	return headers["retry-after"] !== void 0 || headers["x-ratelimit-remaining"] === "0" || /rate limit/i.test(messageOf(error));
}
function resetMs(headers, now) {
	if (headers["x-ratelimit-remaining"] !== "0") return void 0;
	const seconds = Number(headers["x-ratelimit-reset"] ?? "");
	if (!Number.isFinite(seconds) || seconds <= 0) return void 0;
	const sent = Date.parse(headers.date ?? "");
	return Math.max(0, seconds * 1e3 - (Number.isNaN(sent) ? now.getTime() : sent));
}
function answerOf(error) {
	if (!isRecord(error) || typeof error.status !== "number" || !isRecord(error.response)) return void 0;
	const headers = isRecord(error.response.headers) ? error.response.headers : {};
	const texts = Object.entries(headers).flatMap(([name, value]) => typeof value === "string" || typeof value === "number" ? [[name.toLowerCase(), String(value)]] : []);
	return {
		status: error.status,
		headers: Object.fromEntries(texts)
	};
}
function isRecord(value) {
	return typeof value === "object" && value !== null;
}

// src/github/check-annotations.ts
const MESSAGE_LIMIT = 16e3;
const TITLE_LIMIT$1 = 255;
const LEVELS = {
	error: "failure",
	warning: "warning",
	info: "notice"
};
function checkAnnotations(findings, placeOf = placeInWorkspace) {
	return findings.filter((finding) => finding.suppressed !== true).toSorted(byRank).flatMap((finding) => {
		const place = placeOf(finding.workspaceFile);
		return place === void 0 ? [] : [annotationOf(finding, place.path)];
	});
}
function annotationOf({ severity, ruleId, code, message, help, docs, range, existing }, file) {
	const lines = [
		message,
		help,
		docs
	].flatMap((part) => part === void 0 ? [] : [oneLine(visible(shorten(part, MESSAGE_LIMIT)))]);
	return {
		path: visible(file),
		...placeOf(range),
		annotation_level: existing === true ? "notice" : LEVELS[severity],
		message: shorten(lines.join("\n"), MESSAGE_LIMIT),
		title: shorten(`${existing === true ? `existing ${severity}: ` : ""}${oneLine(visible(code === void 0 ? ruleId : `${ruleId} (${code})`))}`, TITLE_LIMIT$1)
	};
}
function placeOf(range) {
	if (range === void 0) return {
		start_line: 1,
		end_line: 1
	};
	const { start, end } = range;
	if (end.line === start.line && end.column >= start.column) return {
		start_line: start.line,
		end_line: end.line,
		start_column: start.column,
		end_column: end.column
	};
	const endLine = end.column === 1 ? end.line - 1 : end.line;
	return {
		start_line: start.line,
		end_line: Math.max(start.line, endLine)
	};
}
function byRank(a, b) {
	return Number(a.existing === true) - Number(b.existing === true) || SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity] || (a.workspaceFile < b.workspaceFile ? -1 : a.workspaceFile > b.workspaceFile ? 1 : 0) || (a.range?.start.line ?? 0) - (b.range?.start.line ?? 0) || (a.range?.start.column ?? 0) - (b.range?.start.column ?? 0);
}

// src/github/check-run.ts
const ANNOTATIONS_PER_REQUEST = 50;
const CHECK_SUMMARY_LIMIT = 65535;
const TITLE_LIMIT = 255;
const WRITE_PAUSE_MS = 1e3;
async function makeCheckRun(client, check, patience) {
	const all = checkAnnotations(check.findings, check.placeOf);
	const { owner, repo, name, headCommit, conclusion, externalId, detailsUrl } = check;
	const output = {
		title: shorten(check.title, TITLE_LIMIT),
		summary: check.summary
	};
	const created = await ask({
		doing: "creating the check run",
		send: async () => {
			const { data } = await client.rest.checks.create({
				owner,
				repo,
				name,
				head_sha: headCommit,
				status: "completed",
				conclusion,
				external_id: externalId,
				output: {
					...output,
					annotations: all.slice(0, 50)
				},
				...detailsUrl !== void 0 && { details_url: detailsUrl }
			});
			return {
				id: data.id,
				url: data.html_url ?? ""
			};
		},
		found: () => findCheckRun(client, check)
	}, patience);
	let annotated = Math.min(all.length, 50);
	while (annotated < all.length && patience.clock.elapsed() + WRITE_PAUSE_MS < patience.deadline && !patience.signal.aborted) {
		const next = Math.min(all.length, annotated + 50);
		const annotations = all.slice(annotated, next);
		try {
			await addAnnotations(client, {
				owner,
				repo,
				id: created.id,
				output: {
					...output,
					annotations
				},
				total: next
			}, patience);
		} catch (error) {
			return {
				url: created.url,
				annotated,
				left: all.length - annotated,
				refused: messageOf(error)
			};
		}
		annotated = next;
	}
	return {
		url: created.url,
		annotated,
		left: all.length - annotated
	};
}
async function addAnnotations(client, { owner, repo, id, output, total }, patience) {
	await patience.clock.sleep(WRITE_PAUSE_MS, patience.signal);
	await ask({
		doing: `adding annotations up to ${total}`,
		send: async () => {
			await client.rest.checks.update({
				owner,
				repo,
				check_run_id: id,
				output
			});
			return true;
		},
		found: async () => {
			const { data } = await client.rest.checks.get({
				owner,
				repo,
				check_run_id: id
			});
			return data.output.annotations_count >= total ? true : void 0;
		}
	}, patience);
}
async function findCheckRun(client, { owner, repo, name, headCommit, externalId }) {
	const { data } = await client.rest.checks.listForRef({
		owner,
		repo,
		ref: headCommit,
		check_name: name,
		filter: "all",
		per_page: 100
	});
	const found = data.check_runs.find(({ external_id: id }) => id === externalId);
	return found === void 0 ? void 0 : {
		id: found.id,
		url: found.html_url ?? ""
	};
}

// src/github/comment.ts
const PAGE_LENGTH = 100;
const WORKFLOW_AUTHOR = { login: "github-actions[bot]" };
async function keepComment(client, place, { marker, render }, patience) {
	const desk = {
		client,
		place,
		marker,
		patience
	};
	const author = await authorOf(client, patience);
	let standing = await findComment(desk, author);
	for (;;) {
		if (standing === void 0) {
			const outcome = await create(desk, author, render(void 0));
			if ("kind" in outcome) return outcome;
			standing = outcome;
		}
		try {
			return await edit(desk, standing, render);
		} catch (error) {
			const now = answerOf(error)?.status === 404 ? await findComment(desk, author) : standing;
			if (now?.id === standing.id) throw error;
			standing = now;
		}
	}
}
async function edit({ client, place: { owner, repo }, patience }, { id, body: before, url }, render) {
	const body = render(before);
	if (body === void 0) return {
		kind: "newer",
		url
	};
	if (sameText(body, before)) return {
		kind: "unchanged",
		url
	};
	await ask({
		doing: "editing the comment",
		send: () => client.rest.issues.updateComment({
			owner,
			repo,
			comment_id: id,
			body
		})
	}, patience);
	return {
		kind: "updated",
		url
	};
}
async function create(desk, author, body) {
	if (body === void 0) throw new Error("a comment that is not there cannot be newer");
	const { client, place, patience } = desk;
	const { owner, repo, pullRequest } = place;
	const made = await ask({
		doing: "writing the comment",
		send: async () => {
			const { data } = await client.rest.issues.createComment({
				owner,
				repo,
				issue_number: pullRequest,
				body
			});
			return {
				id: data.id,
				body,
				url: data.html_url,
				...data.user !== null && { login: data.user.login }
			};
		},
		found: () => findComment(desk, author)
	}, patience);
	if (!sameText(made.body, body)) return made;
	return await findEarlier(desk, made, { login: made.login ?? author.login }) ?? {
		kind: "created",
		url: made.url
	};
}
async function findEarlier(desk, made, author) {
	const { client, place, patience } = desk;
	const { owner, repo } = place;
	try {
		const first = await findComment(desk, author);
		if (first === void 0 || first.id >= made.id) return void 0;
		await ask({
			doing: "taking the second comment back",
			send: () => client.rest.issues.deleteComment({
				owner,
				repo,
				comment_id: made.id
			})
		}, patience);
		return first;
	} catch (error) {
		patience.log.debug(`GitHub: whether another run wrote a comment as well is not known: ${messageOf(error)}`);
		return;
	}
}
async function authorOf(client, patience) {
	const send = async () => {
		try {
			const { viewer } = await client.graphql("query { viewer { login } }");
			return typeof viewer?.login === "string" ? { login: viewer.login } : WORKFLOW_AUTHOR;
		} catch (error) {
			if (isGraphqlRefusal(error)) return WORKFLOW_AUTHOR;
			throw error;
		}
	};
	try {
		return await ask({
			doing: "asking whom the token belongs to",
			send
		}, patience);
	} catch (error) {
		const status = answerOf(error)?.status;
		if (status !== void 0 && status >= 400 && status < 500 && status !== 401) return WORKFLOW_AUTHOR;
		throw error;
	}
}
function isGraphqlRefusal(error) {
	return typeof error === "object" && error !== null && "name" in error && error.name === "GraphqlResponseError";
}
async function findComment({ client, place, marker, patience }, author) {
	const { owner, repo, pullRequest } = place;
	for (let page = 1;; page++) {
		const { data } = await ask({
			doing: `reading page ${page} of the comments`,
			send: () => client.rest.issues.listComments({
				owner,
				repo,
				issue_number: pullRequest,
				per_page: PAGE_LENGTH,
				page
			})
		}, patience);
		if (!Array.isArray(data)) throw new Error("GitHub answered with something else than a list of comments");
		const own = data.find(({ body, user }) => body !== void 0 && firstLine(body) === marker && isBy(user, author));
		if (own !== void 0) return {
			id: own.id,
			body: own.body ?? "",
			url: own.html_url
		};
		if (data.length < PAGE_LENGTH) return void 0;
	}
}
function isBy(user, { login }) {
	if (user === null) return false;
	return user.type === "Bot" ? withoutSuffix(user.login) === withoutSuffix(login) : user.login === login;
}
function withoutSuffix(login) {
	return login.replace(/\[bot\]$/, "");
}
function firstLine(body) {
	return body.split(/\r?\n/, 1)[0]?.trim() ?? "";
}
function sameText(a, b) {
	return a.replaceAll("\r\n", "\n").trimEnd() === b.replaceAll("\r\n", "\n").trimEnd();
}

// src/report/comment.ts
const COMMENT_LIMIT = 65536;
const WORST_SHOWN = 5;
const DETAILS = [
	{
		rows: 1e3,
		extras: true
	},
	{
		rows: 500,
		extras: false
	},
	{
		rows: 200,
		extras: false
	},
	{
		rows: 100,
		extras: false
	},
	{
		rows: 50,
		extras: false
	},
	{
		rows: 20,
		extras: false
	},
	{
		rows: 0,
		extras: false
	}
];
const LONGEST_KEY = 100;
function commentMarker(action, key = "") {
	const encoded = encodeURIComponent(key.replace(/\p{Cs}/gu, "�")).replaceAll("-", "%2D");
	return `<!-- keeptrusts-policy:${action}:${encoded.length > LONGEST_KEY ? sha256(new TextEncoder().encode(key)) : encoded} -->`;
}
function renderComment(report, marker, previous, placeOf) {
	const before = readState(previous);
	const now = stateOf(report);
	if (before !== void 0 && (before.run > now.run || before.run === now.run && before.attempt > now.attempt)) return void 0;
	const resolved = now.tone === "good" && before !== void 0 && before.tone !== "good";
	const top = [
		marker,
		writeState(now),
		resultLine(report),
		...unreached(report),
		...emulatedBanner(report),
		...bypassBanner(report),
		...resolved ? RESOLVED : []
	];
	const links = linksOf(report.run, placeOf);
	const lists = longLists(report);
	for (const detail of DETAILS) {
		if (leastBytes(lists, detail.rows) > 65536) continue;
		const page = createPage(detail, links);
		const stages = report.stages.flatMap((stage) => stageDetails(stage, report, page));
		const text = `${[
			...top,
			...worst(report, links),
			...nextSteps(report),
			...stages,
			...leftOutNote(page.leftOut(), report),
			...footer(report)
		].join("\n").replace(/\n{3,}/g, "\n\n")}\n`;
		if (text.length <= 65536) return text;
	}
	return `${[
		...top,
		...leftOutNote(["everything else"], report),
		...footer(report)
	].join("\n")}\n`;
}
const RESOLVED = [
	"",
	"**Resolved:** the run that reported here before ended otherwise; this one found nothing to hold it back.",
	""
];
const STATE_LINE = /^<!-- keeptrusts-policy-state:(good|doubtful|bad):(\d{1,15})\/(\d{1,9}) -->$/;
function stateOf(report) {
	const id = /\/actions\/runs\/(\d{1,15})\/attempts\/\d+$/.exec(report.run?.url ?? "")?.[1];
	return {
		tone: toneOf(report.result),
		run: Number(id ?? 0),
		attempt: report.run?.attempt ?? 0
	};
}
function writeState({ tone, run, attempt }) {
	return `<!-- keeptrusts-policy-state:${tone}:${run}/${attempt} -->`;
}
function readState(comment) {
	const [, tone, run, attempt] = STATE_LINE.exec(comment?.split(/\r?\n/, 2)[1]?.trim() ?? "") ?? [];
	if (tone !== "good" && tone !== "doubtful" && tone !== "bad") return void 0;
	return {
		tone,
		run: Number(run),
		attempt: Number(attempt)
	};
}
function worst(report, links) {
	const packs = gatingPacks(packsOf(report));
	const findings = packs.flatMap((pack) => pack.findings).filter((finding) => finding.suppressed !== true && finding.severity !== "info").toSorted((a, b) => SEVERITY_RANK[a.severity] - SEVERITY_RANK[b.severity]);
	const failed = packs.flatMap((pack) => pack.tests.cases.filter((one) => one.outcome === "failed"));
	const lines = [
		...findings.slice(0, WORST_SHOWN).map((finding) => findingLine(finding, links)),
		...more(findings.length, "finding"),
		...failed.slice(0, WORST_SHOWN).map((one) => testLine(one, links)),
		...more(failed.length, "failed test")
	];
	return lines.length === 0 ? [] : [
		"",
		...lines,
		""
	];
}
function more(all, noun) {
	return all > WORST_SHOWN ? [`- and ${count(all - WORST_SHOWN, `more ${noun}`)} below`] : [];
}
function findingLine({ workspaceFile: file, range, severity, ruleId, message, docs }, links) {
	const line = range?.start.line;
	return `- ${severity}: ${markdownLink(codeSpan(line === void 0 ? file : `${file}:${line}`), links.source(file, range))} ${markdownText(message, 300)} (${markdownLink(codeSpan(ruleId), docs)})`;
}
function testLine({ name, file, line, reason }, links) {
	const why = reason === void 0 ? "" : `: ${markdownText(reason, 300)}`;
	return `- failed test: ${markdownLink(codeSpan(name), links.source(file, line))}${why}`;
}
function packsOf({ stages }) {
	const validated = stages.flatMap((stage) => stage.stage === "validate" ? stage.packs : []);
	if (validated.length > 0) return validated;
	return stages.flatMap((stage) => stage.stage === "deploy" && stage.validation !== void 0 ? [stage.validation] : []);
}
function stageDetails(stage, report, page) {
	return collapsed(stageTitle(stage), [
		...isTold(stage, report) ? [] : [markdownProse(stage.reason.summary), ""],
		...page.take("warnings", stage.warnings).map((warning) => `- ⚠️ ${markdownText(warning)}`),
		...stageTables(stage, report, page)
	]);
}
function leftOutNote(leftOut, report) {
	if (leftOut.length === 0) return [];
	const where = markdownLink("the summary of the run", report.run?.url);
	return [
		"",
		`Left out, because a comment holds ${count(COMMENT_LIMIT, "character")}: ${leftOut.join(", ")}. See ${where}.`,
		""
	];
}
function footer({ run, tool }) {
	const by = `${markdownText(tool.name)} ${markdownText(tool.version)}`;
	if (run === void 0) return ["", `<sub>${by}</sub>`];
	const repository = repositoryLink(run);
	return ["", `<sub>Commit ${markdownLink(codeSpan(run.commit.slice(0, 12)), repository && `${repository}/commit/${encodeURIComponent(run.commit)}`)}, ${markdownLink(`run attempt ${run.attempt}`, run.url)}, ${by}. Later runs edit this comment.</sub>`];
}

// src/github/client.ts
async function openGitHub({ apiUrl, token, userAgent, fetch, clock, log, signal, attemptMs }) {
	const { origin, protocol, hostname } = new URL(apiUrl);
	if (protocol !== "https:" && ![
		"127.0.0.1",
		"localhost",
		"[::1]"
	].includes(hostname)) {
		const cameBack = `GITHUB_API_URL ${apiUrl} is not encrypted, and the token would travel in the clear`;
		throw new Failure("bad-input", {
			doing: "talking to GitHub",
			cameBack,
			nextStep: "Reach the server by https"
		});
	}
	const timed = async (url, init) => {
		const started = clock.elapsed();
		const { pathname } = new URL(url);
		const tell = (came) => log.debug(`GitHub: ${init.method ?? "GET"} ${origin}${pathname}: ${came} after ${Math.round(clock.elapsed() - started)} ms`);
		try {
			const answer = await fetch(url, init);
			tell(`HTTP ${answer.status}`);
			return answer;
		} catch (error) {
			tell(messageOf(error));
			throw error;
		}
	};
	const guarded = async (url, init) => {
		if (new URL(url).origin !== origin) {
			const cameBack = `the token belongs to ${origin}`;
			throw new Failure("refused", {
				doing: `asking ${new URL(url).origin}`,
				cameBack,
				nextStep: "Report this as a bug"
			});
		}
		const attempt = new AbortController();
		const timer = setTimeout(() => attempt.abort(/* @__PURE__ */ new Error(`no answer within ${attemptMs / 1e3} s`)), attemptMs);
		try {
			return await timed(url, {
				...init,
				redirect: "error",
				signal: AbortSignal.any([signal, attempt.signal])
			});
		} finally {
			clearTimeout(timer);
		}
	};
	const getOctokit = await loadOctokit();
	const quiet = (text) => log.debug(`GitHub: ${text}`);
	return getOctokit(token.reveal(), {
		baseUrl: apiUrl,
		userAgent,
		request: { fetch: guarded },
		log: {
			debug: quiet,
			info: quiet,
			warn: quiet,
			error: quiet
		}
	});
}
async function loadOctokit() {
	const { GITHUB_EVENT_PATH: path } = process.env;
	delete process.env.GITHUB_EVENT_PATH;
	try {
		return (await import("./github.mjs")).getOctokit;
	} finally {
		if (path !== void 0) process.env.GITHUB_EVENT_PATH = path;
	}
}

// src/github/pull-request.ts
function pullRequestOf(payload, environment) {
	const { pull_request: pullRequest, issue } = fieldsOf(payload);
	const { number, head, base } = fieldsOf(pullRequest);
	if (isNumber(number)) {
		const headCommit = fieldsOf(head).sha;
		const event = environment.GITHUB_EVENT_NAME ?? "";
		return {
			number,
			readOnlyToken: isFork(head, base) && event.startsWith("pull_request") && event !== "pull_request_target",
			...typeof headCommit === "string" && /^[0-9a-f]{40,64}$/.test(headCommit) && { headCommit }
		};
	}
	const { number: issueNumber, pull_request: ofIssue } = fieldsOf(issue);
	return isNumber(issueNumber) && typeof ofIssue === "object" && ofIssue !== null ? {
		number: issueNumber,
		readOnlyToken: false
	} : void 0;
}
function isFork(head, base) {
	return fieldsOf(fieldsOf(head).repo).id !== fieldsOf(fieldsOf(base).repo).id;
}
function isNumber(value) {
	return Number.isInteger(value) && Number(value) > 0;
}

// src/github/refusal.ts
const ELSEWHERE = "The job summary and the annotations say the same";
function explainRefusal(error, { what, permission, readOnlyToken }) {
	const status = answerOf(error)?.status;
	const cameBack = status === void 0 ? messageOf(error) : `HTTP ${status} ${messageOf(error)}`;
	const said = `${what} could not be written: ${cameBack.replace(/[.\s]+$/, "")}.`;
	if (status === 401) return `${said} Check the token: \`github-token: \${{ github.token }}\` is the job's own. ${ELSEWHERE}.`;
	if (isRateLimit(error)) return `${said} The token's requests are used up for now; the next run writes again. ${ELSEWHERE}.`;
	if (status !== 403 && status !== 404) return `${said} ${ELSEWHERE}.`;
	if (/locked|rate limit|abuse detection/i.test(cameBack)) return `${said} ${ELSEWHERE}.`;
	if (readOnlyToken) return `${said} It takes \`${permission}\`; the token of a pull request from a fork can only read, whatever the workflow's permissions say. ${ELSEWHERE}.`;
	return `${said} The token may lack the permission: add \`${permission}\` under \`permissions:\` of the job. ${ELSEWHERE}.`;
}

// src/run/github-fetch.ts
const LARGEST_ANSWER_BYTES = 33554432;
async function openGitHubConnection(environment, options, directory) {
	const caFile = options["ca-file"];
	const { openPool } = await import("./http-pool.mjs");
	const trust = caFile === void 0 ? void 0 : await trustOf(resolve(directory, options["working-directory"] ?? ".", caFile));
	const pool = await openPool({
		proxyEnvironment: environment,
		...trust !== void 0 && { trust }
	});
	const { fetch, Response } = await import("./undici2.mjs").then((m) => /* @__PURE__ */ __toESM(m.default, 1));
	const explained = (url, error, received) => {
		const cause = rootOf(error);
		const proxy = pool.proxyNameOf(url);
		const peer = pool.peerOf(cause);
		const { reason } = explain(cause, {
			host: url.host,
			timeoutMs: 0,
			progress: {
				stage: received > 0 ? "body" : "sent",
				received
			},
			connecting: false,
			...proxy !== void 0 && { proxy },
			...peer !== void 0 && { peer }
		});
		return new Error(reason, { cause: error });
	};
	return {
		fetch: async (url, init) => {
			const lane = pool.take(new URL(url));
			let bytes = 0;
			try {
				const answer = await fetch(url, {
					...init,
					dispatcher: lane.dispatcher
				});
				const { status, statusText, headers } = answer;
				const parts = [];
				for await (const part of answer.body ?? []) {
					bytes += part.length;
					if (bytes > LARGEST_ANSWER_BYTES) throw new ExchangeProblem("too-large", `the answer is larger than ${LARGEST_ANSWER_BYTES} bytes`);
					parts.push(part);
				}
				return new Response(status === 204 || status === 205 || status === 304 ? null : Buffer.concat(parts), {
					status,
					statusText,
					headers
				});
			} catch (error) {
				throw init.signal?.aborted === true ? error : explained(new URL(url), error, bytes);
			} finally {
				lane.release();
			}
		},
		close: () => pool.close()
	};
}
function rootOf(error) {
	return error instanceof Error && error.cause !== void 0 ? rootOf(error.cause) : error;
}
async function trustOf(path) {
	const text = readAuthorities(path);
	return (await import("./http-certificates.mjs")).trustWith(text);
}

// src/run/tell-github.ts
function conclusionOf(result, { succeeded, cancelled }) {
	if (succeeded) return toneOf(result) === "doubtful" ? "neutral" : "success";
	return cancelled ? "cancelled" : "failure";
}
async function tellGitHub(report, telling) {
	const { options, context, log, environment } = telling;
	const wanted = WRITERS.filter(({ option }) => options[option] === true);
	const token = options["github-token"];
	const { run } = context;
	if (run === void 0) return [`${namesOf(wanted)}: GITHUB_REPOSITORY, GITHUB_SHA or GITHUB_RUN_ID is not set, so there is no place for it`];
	if (token === void 0) {
		const permissions = wanted.map(({ permission }) => `\`${permission}\``).join(" and ");
		return [`${namesOf(wanted)} without a token: add \`github-token: \${{ github.token }}\` to the step, and ${permissions} to the job's permissions`];
	}
	const payload = environment.GITHUB_EVENT_PATH === void 0 ? {} : readPayload(environment.GITHUB_EVENT_PATH);
	const pullRequest = pullRequestOf(payload, environment);
	const abort = new AbortController();
	const timer = setTimeout(() => abort.abort(/* @__PURE__ */ new Error(`GitHub did not answer within ${telling.budgetMs / 1e3} s`)), telling.budgetMs);
	const patience = {
		clock: telling.clock,
		random: telling.random,
		log,
		deadline: telling.clock.elapsed() + telling.budgetMs,
		signal: abort.signal,
		limit: { until: 0 }
	};
	const warnings = [];
	try {
		const connection = await openGitHubConnection(environment, options, telling.workspace);
		try {
			const userAgent = `${report.tool.name}/${report.tool.version}`;
			const client = await openGitHub({
				apiUrl: context.apiUrl,
				token,
				userAgent,
				fetch: connection.fetch,
				clock: telling.clock,
				log,
				signal: abort.signal,
				attemptMs: telling.budgetMs / 3
			});
			for (const { what, permission, write } of wanted) try {
				warnings.push(...await write(client, report, {
					...telling,
					run,
					pullRequest,
					patience
				}));
			} catch (error) {
				warnings.push(explainRefusal(error, {
					what,
					permission,
					readOnlyToken: pullRequest?.readOnlyToken ?? false
				}));
			}
		} finally {
			await connection.close();
		}
	} catch (error) {
		warnings.push(`${namesOf(wanted)} could not be written: ${messageOf(error)}`);
	} finally {
		clearTimeout(timer);
	}
	return warnings;
}
const WRITERS = [{
	option: "comment",
	what: "The comment on the pull request",
	permission: "pull-requests: write",
	write: writeComment
}, {
	option: "check-run",
	what: "The check run",
	permission: "checks: write",
	write: writeCheckRun
}];
function namesOf(writers) {
	return writers.map(({ option }) => option).join(" and ");
}
async function writeComment(client, report, scene) {
	const { pullRequest, log, context, entry, options, patience } = scene;
	if (pullRequest === void 0) {
		log.info(`No comment: this run (${context.event ?? "no event"}) belongs to no pull request`);
		return [];
	}
	const { keepComment } = await import("./comment.mjs");
	const { commentMarker, renderComment } = await import("./comment2.mjs");
	const marker = commentMarker(entry, options["comment-key"]);
	const place = {
		...ownerAndName(scene.run),
		pullRequest: pullRequest.number
	};
	const render = (previous) => renderComment(report, marker, previous, scene.placeOf);
	const { kind, url } = await keepComment(client, place, {
		marker,
		render
	}, patience);
	log.info(kind === "newer" ? `Comment left as it is: a newer run wrote it: ${url}` : `Comment ${kind}: ${url}`);
	return [];
}
async function writeCheckRun(client, report, scene) {
	const { run, pullRequest, entry, options, log, patience, conclusion } = scene;
	const { CHECK_SUMMARY_LIMIT, makeCheckRun } = await import("./check-run.mjs");
	const { renderSummary } = await import("./summary2.mjs");
	const { oneLine, visible } = await import("./visible.mjs");
	const key = options["comment-key"];
	const { verdict, reason } = headlineOf(report);
	const { url, annotated, left, refused } = await makeCheckRun(client, {
		...ownerAndName(run),
		name: [
			"Keeptrusts policy",
			...entry === "root" ? [] : [entry],
			...key === void 0 ? [] : [key]
		].join(": "),
		headCommit: pullRequest?.headCommit ?? run.commit,
		conclusion,
		externalId: [
			run.url,
			entry,
			randomUUID()
		].join(" "),
		detailsUrl: run.url,
		title: oneLine(visible(`${verdict}: ${reason}`)),
		summary: renderSummary(report, {
			budget: CHECK_SUMMARY_LIMIT,
			placeOf: scene.placeOf
		}),
		findings: findingsOf(report),
		placeOf: scene.placeOf
	}, patience);
	log.info(`Check run with ${count(annotated, "annotation")}: ${url}`);
	if (left === 0) return [];
	const why = refused === void 0 ? " in time" : `: ${refused.replace(/[.\s]+$/, "")}`;
	return [`The check run shows the ${annotated} worst findings; ${count(left, "annotation")} could not be added${why}. The report has all.`];
}
function ownerAndName({ repository }) {
	const [owner = "", repo = ""] = repository.split("/");
	return {
		owner,
		repo
	};
}

export { renderComment as a, makeCheckRun as c, commentMarker as i, tellGitHub as n, keepComment as o, COMMENT_LIMIT as r, CHECK_SUMMARY_LIMIT as s, conclusionOf as t };