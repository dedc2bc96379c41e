import { Qn as Failure, dt as artifactFor, ft as parseSha256Lines, mt as sha256Hex, pt as releaseVersion, tr as messageOf, ut as KT_RELEASE } from "./core.mjs";
import { p as isRecord, u as sha256OfFile } from "./kt2.mjs";
const { dirname, join } = process.getBuiltinModule("node:path");
const { promisify } = process.getBuiltinModule("node:util");
const { chmod, mkdir, readFile, rename, rm, stat, writeFile } = process.getBuiltinModule("node:fs/promises");
const { createHash, randomUUID } = process.getBuiltinModule("node:crypto");
const { gunzip } = process.getBuiltinModule("node:zlib");

// src/keeptrusts/install/download.ts
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;
function downloadBase(url) {
	const parsed = URL.canParse(url) ? new URL(url) : void 0;
	const problem = baseProblem(parsed);
	if (parsed !== void 0 && problem === void 0) return parsed.href.replace(/\/+$/, "");
	throw new Failure("bad-input", {
		doing: `reading option download-url${parsed === void 0 ? "" : ` (host ${parsed.host})`}`,
		cameBack: problem ?? "it is not a URL",
		nextStep: "Give an https URL like https://dl.keeptrusts.com/releases."
	});
}
function baseProblem(url) {
	if (url === void 0) return "it is not a URL";
	if (url.username !== "" || url.password !== "") return "it carries a user name or password";
	if (url.search !== "" || url.hash !== "") return "it carries a query or fragment, which a base URL cannot have";
	if (url.protocol === "https:" || url.protocol === "http:" && LOOPBACK_HOST.test(url.hostname)) return void 0;
	return `${url.protocol.replace(":", "")} is not allowed: what is downloaded will be executed`;
}
async function fetchOrFail(download, url, what, limits) {
	try {
		return await download(url, limits);
	} catch (error) {
		const cameBack = messageOf(error).replace(/\.$/, "");
		throw new Failure("transport", {
			doing: `downloading ${what} from ${url}`,
			cameBack,
			nextStep: "Check `kt-version`, `download-url` and the proxy, or set `kt-path` to an installed kt."
		}, { cause: error });
	}
}

// src/keeptrusts/install/kt-cache.ts
const EXECUTABLE = "kt";
const RECORD_FILE = "keeptrusts-policy.json";
const PLACING_ATTEMPTS = 5;
async function readCache(place, expected) {
	const directory = directoryOf(place);
	if (!await exists(directory)) return { kind: "empty" };
	const path = join(directory, EXECUTABLE);
	const record = await readRecord(join(directory, RECORD_FILE));
	if (record === void 0) return {
		kind: "tampered",
		reason: "it has no readable record of where it came from"
	};
	if (record.artifact !== expected.artifact || record.archiveSha256 !== expected.archiveSha256) return {
		kind: "tampered",
		reason: `it came from another archive (SHA-256 ${record.archiveSha256})`
	};
	const actual = await sha256OfFile(path).catch(() => void 0);
	if (actual === record.binarySha256) return {
		kind: "hit",
		path
	};
	return {
		kind: "tampered",
		reason: actual === void 0 ? "kt is missing from it" : "kt in it is not the one that was installed"
	};
}
async function writeCache(place, executable, record) {
	const directory = directoryOf(place);
	const parent = dirname(directory);
	await mkdir(parent, { recursive: true });
	const fresh = join(parent, `.new-${randomUUID()}`);
	try {
		await mkdir(fresh);
		await writeFile(join(fresh, EXECUTABLE), executable, { flag: "wx" });
		await chmod(join(fresh, EXECUTABLE), 493);
		await writeFile(join(fresh, RECORD_FILE), `${JSON.stringify(record, null, 2)}\n`, { flag: "wx" });
		await putInPlace(fresh, directory, place, record);
	} finally {
		await rm(fresh, {
			recursive: true,
			force: true
		});
	}
	await writeFile(`${directory}.complete`, "");
	return join(directory, EXECUTABLE);
}
async function putInPlace(fresh, directory, place, record) {
	for (let attempt = 1;; attempt++) {
		try {
			await rename(fresh, directory);
			return;
		} catch (error) {
			if ((await readCache(place, record)).kind === "hit") return;
			if (attempt === PLACING_ATTEMPTS) throw error;
		}
		await evict(directory);
	}
}
async function evict(directory) {
	const away = join(dirname(directory), `.old-${randomUUID()}`);
	await rm(`${directory}.complete`, { force: true });
	try {
		await rename(directory, away);
	} catch {
		return;
	}
	await rm(away, {
		recursive: true,
		force: true
	});
}
function directoryOf(place) {
	return join(place.root, EXECUTABLE, place.version, place.arch);
}
async function exists(path) {
	return await stat(path).then(() => true, () => false);
}
async function readRecord(file) {
	try {
		const value = JSON.parse(await readFile(file, "utf8"));
		if (!isRecord(value) || typeof value.artifact !== "string") return void 0;
		const archiveSha256 = sha256Hex(value.archiveSha256);
		const binarySha256 = sha256Hex(value.binarySha256);
		return archiveSha256 === void 0 || binarySha256 === void 0 ? void 0 : {
			artifact: value.artifact,
			archiveSha256,
			binarySha256
		};
	} catch {
		return;
	}
}

// src/keeptrusts/install/tar.ts
const BLOCK = 512;
const NAME_END = 100;
const SIZE = {
	start: 124,
	end: 136
};
const CHECKSUM = {
	start: 148,
	end: 156
};
const TYPE_AT = 156;
const MAGIC = {
	start: 257,
	end: 262
};
const PREFIX = {
	start: 345,
	end: 500
};
const REGULAR_TYPES = [0, "0".charCodeAt(0)];
const DESCRIBING_TYPES = [
	"x",
	"g",
	"L",
	"K"
].map((letter) => letter.charCodeAt(0));
function memberOfTar(archive, name) {
	const names = [];
	let offset = 0;
	while (offset + BLOCK <= archive.length) {
		const header = archive.subarray(offset, offset + BLOCK);
		if (header.every((byte) => byte === 0)) return {
			kind: "missing",
			names
		};
		checkHeader(header, offset);
		const size = octal(header, SIZE.start, SIZE.end, offset);
		const start = offset + BLOCK;
		if (start + size > archive.length) throw new RangeError("the archive ends in the middle of a file");
		const type = header[TYPE_AT] ?? 0;
		const entry = nameOf(header);
		if (entry === name && REGULAR_TYPES.includes(type)) return {
			kind: "found",
			bytes: archive.subarray(start, start + size)
		};
		if (!DESCRIBING_TYPES.includes(type)) names.push(entry);
		offset = start + Math.ceil(size / BLOCK) * BLOCK;
	}
	throw new RangeError("the archive ends without its end mark");
}
function nameOf(header) {
	const prefix = text(header, MAGIC.start, MAGIC.end) === "ustar" ? text(header, PREFIX.start, PREFIX.end) : "";
	const name = text(header, 0, NAME_END);
	return (prefix === "" ? name : `${prefix}/${name}`).replace(/^(?:\.\/)+/, "");
}
function checkHeader(header, offset) {
	let sum = 0;
	for (const [index, byte] of header.entries()) sum += index >= CHECKSUM.start && index < CHECKSUM.end ? 32 : byte;
	if (sum !== octal(header, CHECKSUM.start, CHECKSUM.end, offset)) throw new RangeError(`the archive is damaged at byte ${offset}`);
}
function octal(header, start, end, offset) {
	const digits = text(header, start, end).trim();
	if (!/^[0-7]+$/.test(digits)) throw new RangeError(`the archive is damaged at byte ${offset}`);
	return Number.parseInt(digits, 8);
}
function text(header, start, end) {
	const field = header.subarray(start, end);
	const stop = field.indexOf(0);
	return Buffer.from(stop < 0 ? field : field.subarray(0, stop)).toString("utf8");
}

// src/keeptrusts/install/install-kt.ts
const MANIFEST_LIMITS = {
	maxBytes: 1048576,
	timeoutMs: 3e4
};
const ARCHIVE_LIMITS = {
	maxBytes: 268435456,
	timeoutMs: 3e5
};
const UNPACKED_LIMIT_BYTES = 536870912;
async function installKt(request) {
	const artifact = artifactFor(request.platform, request.arch);
	const base = downloadBase(request.downloadUrl);
	const expected = await expectedArchive(request, base, artifact);
	const { version, sha256 } = expected;
	const place = {
		root: request.cacheRoot,
		version,
		arch: request.arch
	};
	const cached = await readCache(place, {
		artifact,
		archiveSha256: sha256
	});
	if (cached.kind === "hit") {
		request.log.debug(`kt ${version} from cache: ${cached.path}`);
		return {
			path: cached.path,
			version,
			archiveSha256: sha256,
			fromCache: true
		};
	}
	if (cached.kind === "tampered") request.log.warning(`kt ${version} in the cache is not used and is installed again: ${cached.reason}`);
	const url = `${base}/${version}/${artifact}`;
	request.log.info(`Downloading kt ${version} from ${url}`);
	const archive = await fetchOrFail(request.download, url, `kt ${version}`, ARCHIVE_LIMITS);
	mustHaveHash(archive, expected, url);
	const path = await store(place, await unpackKt(archive, expected, url), expected);
	request.log.info(`Installed kt ${version} (archive SHA-256 ${sha256}, from ${expected.source})`);
	return {
		path,
		version,
		archiveSha256: sha256,
		fromCache: false
	};
}
async function expectedArchive(request, base, artifact) {
	const given = parseSha256Lines(request.sha256Lines).get(artifact);
	const asked = request.version ?? KT_RELEASE.version;
	if (asked === "latest") {
		const latest = await latestRelease(request.download, `${base}/latest/manifest.json`, artifact);
		request.log.warning(`kt-version is latest: this run uses kt ${latest.version}, the next may use another. This release was made for kt ${KT_RELEASE.version}; set kt-version to pin one.`);
		return given === void 0 ? latest : {
			...latest,
			sha256: given,
			source: "kt-sha256"
		};
	}
	const version = releaseVersion(asked);
	if (version === void 0) throw new Failure("bad-input", {
		doing: "reading option kt-version",
		cameBack: `${JSON.stringify(asked.slice(0, 80))} is neither a version like ${KT_RELEASE.version} nor latest`,
		nextStep: `Set kt-version to a version like ${KT_RELEASE.version}, or leave it out.`
	});
	if (given !== void 0) return {
		version,
		artifact,
		sha256: given,
		source: "kt-sha256"
	};
	if (version === KT_RELEASE.version) return {
		version,
		artifact,
		sha256: KT_RELEASE.sha256[artifact],
		source: "the hashes built in"
	};
	throw new Failure("bad-input", {
		doing: `installing kt ${version}`,
		cameBack: `the SHA-256 of its archive is not known here (built in: ${KT_RELEASE.version})`,
		nextStep: `Add the option kt-sha256 with the line ${artifact}=<64 hex digits>, or set kt-path to an installed kt.`
	});
}
async function latestRelease(download, url, artifact) {
	const manifest = parsedManifest(await fetchOrFail(download, url, "the kt release manifest", MANIFEST_LIMITS));
	if (typeof manifest === "string") throw badManifest(url, manifest);
	const version = typeof manifest.version === "string" ? releaseVersion(manifest.version) : void 0;
	if (version === void 0) throw badManifest(url, "its \"version\" is not a version number");
	const entry = Array.isArray(manifest.artifacts) ? manifest.artifacts.find((one) => isRecord(one) && one.filename === artifact) : void 0;
	if (!isRecord(entry)) throw badManifest(url, `its "artifacts" do not list ${artifact}`);
	const sha256 = sha256Hex(entry.sha256);
	if (sha256 === void 0) throw badManifest(url, `the "sha256" of ${artifact} is not 64 hex digits`);
	return {
		version,
		artifact,
		sha256,
		source: "the release manifest"
	};
}
function parsedManifest(bytes) {
	try {
		const value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
		return isRecord(value) ? value : "it is not a JSON object";
	} catch {
		return "it is not JSON";
	}
}
function badManifest(url, problem) {
	return new Failure("transport", {
		doing: `reading the kt release manifest ${url}`,
		cameBack: problem,
		nextStep: `Check download-url, or set kt-version to an exact version like ${KT_RELEASE.version}.`
	});
}
function mustHaveHash(archive, expected, url) {
	const actual = createHash("sha256").update(archive).digest("hex");
	if (actual === expected.sha256) return;
	throw new Failure("refused", {
		doing: `checking ${expected.artifact} of kt ${expected.version} from ${url}`,
		cameBack: `its SHA-256 is ${actual}, expected ${expected.sha256} (${expected.source}); nothing was unpacked`,
		nextStep: "Run again in case the download was damaged; if it stays, find out who changed the archive before you trust it."
	});
}
async function unpackKt(archive, expected, url) {
	const doing = `unpacking ${expected.artifact} of kt ${expected.version} from ${url}`;
	const nextStep = "Check that kt-sha256 names a complete kt archive, or set kt-path to an installed kt.";
	let member;
	try {
		member = memberOfTar(await promisify(gunzip)(archive, { maxOutputLength: UNPACKED_LIMIT_BYTES }), "kt");
	} catch (error) {
		throw new Failure("refused", {
			doing,
			cameBack: messageOf(error),
			nextStep
		}, { cause: error });
	}
	if (member.kind === "found") return member.bytes;
	const held = member.names.length === 0 ? "it is empty" : `it holds ${JSON.stringify(member.names.slice(0, 5)).slice(0, 200)}`;
	throw new Failure("refused", {
		doing,
		cameBack: `there is no file kt at its top level; ${held}`,
		nextStep
	});
}
async function store(place, executable, expected) {
	try {
		return await writeCache(place, executable, {
			artifact: expected.artifact,
			archiveSha256: expected.sha256,
			binarySha256: createHash("sha256").update(executable).digest("hex")
		});
	} catch (error) {
		throw new Failure("refused", {
			doing: `putting kt ${expected.version} into ${place.root}`,
			cameBack: messageOf(error),
			nextStep: "Make the directory writable, or set kt-path to an installed kt."
		}, { cause: error });
	}
}

export { installKt as t };