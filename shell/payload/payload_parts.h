#pragma once
/* What the files of this room share: a look for each kind, and numbers at any alignment. */
#include "shell/payload/payload.h"

/* The bytes that are looked at. */
struct payload_bytes {
	const uint8_t *byte;
	size_t len;
};

/* A look for one kind: 0 with *payload filled, or as payload_look. Its magic was seen. */
typedef int payload_looker(struct payload_bytes in, struct payload *payload, const char **why);

/* image.c: what begins with MZ or has Linux's magic. */
payload_looker payload_look_image;
payload_looker payload_look_pe;
/* elf.c */
payload_looker payload_look_elf;
/* gzip.c */
payload_looker payload_look_gzip;
/* data.c */
payload_looker payload_look_tree;
payload_looker payload_look_cpio;

/* Bytes of the gzip header at the beginning of @in; more than in.len: it is cut off. */
uint64_t payload_gzip_header(struct payload_bytes in);

/* zlib's memory, in place of its own allocator (Makefile): @opaque counts the bytes taken. */
void *payload_zalloc(void *opaque, unsigned items, unsigned size);
/* Nothing is given back one by one. */
void payload_zfree(void *opaque, void *address);

/* All of @size bytes from @offset on are there. */
bool payload_has(struct payload_bytes in, uint64_t offset, uint64_t size);

/* A little-endian number of 2 bytes. The caller has checked that they are there. */
uint16_t payload_le16(const uint8_t *at);

/* The same of 4 bytes. */
uint32_t payload_le32(const uint8_t *at);

/* The same of 8 bytes. */
uint64_t payload_le64(const uint8_t *at);

/* Writes such a number. */
void payload_put_le64(uint8_t *at, uint64_t value);
