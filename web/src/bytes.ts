/** Helpers for bytes: sums and joining. */

/** Joins pieces. */
export function join(pieces: Iterable<Uint8Array>): Uint8Array {
	const all = [...pieces];
	const joined = new Uint8Array(all.reduce((sum, piece) => sum + piece.length, 0));
	let at = 0;
	for (const piece of all) {
		joined.set(piece, at);
		at += piece.length;
	}
	return joined;
}

/** CRC-32 as of gzip and of the image's `crc32`. */
export function crc32(bytes: Uint8Array): number {
	let sum = 0xffffffff;
	for (const byte of bytes) {
		sum ^= byte;
		for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
	}
	return ~sum >>> 0;
}

/** CRC-16 of XMODEM: polynomial 0x1021, from 0. */
export function crc16(bytes: Uint8Array): number {
	let sum = 0;
	for (const byte of bytes) {
		sum ^= byte << 8;
		for (let bit = 0; bit < 8; bit++) sum = (sum << 1) ^ (sum & 0x8000 ? 0x1021 : 0);
		sum &= 0xffff;
	}
	return sum;
}
