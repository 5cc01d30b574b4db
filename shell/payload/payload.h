#pragma once
/*
 * What lies at some bytes: a kernel, a program, an archive, something compressed. Pure: bytes in,
 * facts out. Who looks at memory of a machine does it in trap_try (kernel/trap_try.h).
 *
 * Nothing that the bytes say is believed before it was checked against their length.
 */
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Sources: Linux, Documentation/arch/riscv/boot-image-header.rst; ELF gABI 4.1 and RISC-V ELF psABI
 * 1.0; RFC 1952; Devicetree Specification 0.4, chapter 5; Linux,
 * Documentation/driver-api/early-userspace/buffer-format.rst; Microsoft, PE Format; Linux,
 * drivers/firmware/efi/libstub; U-Boot, "Flattened Image Tree" and include/image.h; RFC 8878; The
 * .xz File Format 1.1.0; LZ4 Frame Format 1.6.2; The .lzma File Format; the source of bzip2 1.0. */
enum payload_kind {
	/* What can be started. */
	PAYLOAD_FLAT,  /* of no known kind: perhaps code without a header */
	PAYLOAD_IMAGE, /* of Linux */
	PAYLOAD_ELF,   /* of 64 bits, little-endian, EM_RISCV */
	PAYLOAD_GZIP,  /* is unpacked first */
	/* What goes along. */
	PAYLOAD_TREE,
	PAYLOAD_CPIO, /* an initrd */
	/* What is recognised to be refused: payload_advice says what to do instead. */
	PAYLOAD_PE,    /* for UEFI */
	PAYLOAD_ZBOOT, /* for UEFI, with a compressed kernel in it */
	PAYLOAD_FIT,   /* a tree with /images */
	PAYLOAD_UIMAGE,
	PAYLOAD_ZSTD,
	PAYLOAD_XZ,
	PAYLOAD_LZ4, /* also the legacy frame */
	PAYLOAD_LZMA,
	PAYLOAD_BZIP2,
	PAYLOAD_KINDS
};

struct payload {
	enum payload_kind kind;
	bool relocatable;     /* it runs wherever it is: Image, ELF of type ET_DYN */
	uint64_t size;        /* bytes of the file, as it says itself; 0: it does not say */
	uint64_t memory;      /* bytes that it wants in memory: Image, span of an ELF; 0: as size */
	uint64_t text_offset; /* Image: from a 2 MiB boundary of RAM, usually its start */
	uint64_t entry;       /* ELF: the physical address of its entry, as linked */
	uint64_t base;        /* ELF: the lowest address of its segments, as linked */
	uint32_t version;     /* Image: of its header, major << 16 | minor */
	uint32_t segments;    /* ELF: how many are loaded */
	uint32_t inside;      /* ZBOOT: where the compressed kernel begins in it */
	uint32_t inside_size; /* bytes; 0: it is not gzip */
};

/* A part of an ELF that is loaded. */
struct payload_segment {
	uint64_t offset;    /* in the file */
	uint64_t file_size; /* bytes copied */
	uint64_t memory;    /* bytes in memory, at least file_size: the rest is cleared */
	uint64_t address;   /* as linked: p_paddr, of ET_DYN p_vaddr */
};

enum { PAYLOAD_SEGMENTS_MAX = 16 };

/*
 * Looks at @len bytes. 0 with *payload; what is of no known kind is PAYLOAD_FLAT. -ENODATA: it is
 * cut off; -EINVAL: it cannot be what it seems to be, or is made for another machine: *why is part
 * of a sentence, "an ELF for x86-64", and payload->kind is what it seems to be.
 */
int payload_look(const void *bytes, size_t len, struct payload *payload, const char **why);
/* "Image", "ELF", "gzip" ... */
const char *payload_kind_name(enum payload_kind kind);
/* Of a kind that can be neither started nor unpacked: what to do with it instead; NULL. */
const char *payload_advice(enum payload_kind kind);

/* The @n-th segment, from 0, of an ELF that payload_look took. 0; -ENOENT: there are no more. Empty
 * ones do not count, and none overlap in memory. */
int payload_segment(const void *bytes, size_t len, uint32_t n, struct payload_segment *segment);

/*
 * Relocates an ELF of type ET_DYN that payload_look took: @bytes are the file. @image are the
 * payload->memory bytes that its segments were copied to, their lowest address first, and will run
 * at @at. R_RISCV_RELATIVE, R_RISCV_64 of a symbol of its own, and DT_RELR are applied. 0, or
 * -EINVAL with *why: then some may have been.
 */
int payload_relocate(const void *bytes, size_t len, void *image, uint64_t at, const char **why);

/*
 * Unpacks gzip (RFC 1952), all members that follow each other. Zero-initialised, then the first
 * part set by the owner. Where @out is NULL nothing is written: it is checked, and its size is
 * found.
 */
struct payload_gunzip {
	const void *in;
	size_t len; /* bytes at @in; the file may end before */
	void *out;
	uint64_t room; /* bytes at @out; without @out: at most so many are unpacked */
	/* Whether to stop, asked every 32 KiB; NULL: never. */
	bool (*stop)(void *context);
	void *context;

	size_t used;      /* bytes of @in up to the end of the last member */
	uint64_t size;    /* bytes unpacked */
	unsigned members; /* complete ones */
};

/*
 * 0; -EINVAL: no gzip; -ENODATA: it is cut off; -EILSEQ: it is damaged; -EBADMSG: it is complete,
 * but its CRC-32 or its length is wrong; -ENOSPC: it is larger than the room; -EINTR: stopped;
 * -ENOMEM: it needs 40 KiB of dt_alloc. *why is part of a sentence: "it is cut off". One run at a
 * time.
 */
int payload_gunzip(struct payload_gunzip *g, const char **why);
