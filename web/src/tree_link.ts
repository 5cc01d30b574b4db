/*
 * A link that carries a tree: #tree=DATA&name=NAME, where DATA is the blob, compressed (raw deflate,
 * RFC 1951) and written in base64url (RFC 4648, section 5).
 */

/** The longest link that is made, in characters: issue trackers and chats take links of that length. */
export const LINK_MAX = 32000;

/* A link is a stranger's: what it unpacks to is bounded. */
const BLOB_MAX = 16 << 20;

/** A tree out of a link. */
export interface LinkedTree {
	bytes: Uint8Array;
	name: string;
}

/** The fragment that carries the tree, from "#" on. */
export async function fragmentOf(bytes: Uint8Array, name: string): Promise<string> {
	const stream = new Blob([new Uint8Array(bytes)])
		.stream()
		.pipeThrough(new CompressionStream("deflate-raw"));
	const packed = new Uint8Array(await new Response(stream).arrayBuffer());
	return `#tree=${toBase64(packed)}&name=${encodeURIComponent(name)}`;
}

/** The tree that a fragment carries; undefined: it carries none. @throws Error with the reason */
export async function treeOf(fragment: string): Promise<LinkedTree | undefined> {
	const fields = new URLSearchParams(fragment.replace(/^#/, ""));
	const data = fields.get("tree");
	if (data === null) return undefined;
	return { bytes: await unpack(data), name: fields.get("name") || "linked.dtb" };
}

async function unpack(data: string): Promise<Uint8Array> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	try {
		const packed = new Blob([fromBase64(data)]);
		const stream = packed.stream().pipeThrough(new DecompressionStream("deflate-raw"));
		for (const reader = stream.getReader(); ;) {
			const { value, done } = await reader.read();
			if (done) break;
			chunks.push(value);
			size += value.length;
			if (size > BLOB_MAX) throw new RangeError();
		}
	} catch (error) {
		if (error instanceof RangeError)
			throw new Error("The link unpacks to more than 16 MiB: that is no device tree.");
		throw new Error("The link is damaged: was all of it copied?");
	}
	return new Uint8Array(await new Blob(chunks as BlobPart[]).arrayBuffer());
}

function toBase64(bytes: Uint8Array): string {
	let text = "";
	for (const byte of bytes) text += String.fromCharCode(byte);
	return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
	return Uint8Array.from(plain, (c) => c.charCodeAt(0));
}
