/*
 * The image's first bytes, by which loaders know it. They are the header of a Linux Image and that
 * of a UEFI application at once, as Linux' own are:
 *   Linux' Documentation/arch/riscv/boot-image-header.rst, version 0.2;
 *   Microsoft's PE Format ("PE32+"), and UEFI Specification 2.10, 2.1.1 (images).
 *
 * Loaders of an Image enter at the first byte. UEFI loads the two sections of the file, anywhere,
 * and calls boot/efi/entry.S:efi_entry. The flat image is laid out as it is loaded: offsets in the
 * file are offsets in memory. Code and data are sections of their own, on pages of their own, so
 * that firmware which forbids to write the one or to run the other can start the image.
 */
	.equ	PAGE, 0x1000			/* linker.ld aligns both sections to it */
	.equ	IN_FILE, 0x200			/* ... and the end of the flat image to this */

	.section .header, "ax"
	.globl	_start
_start:
	.option push
	.option rvc
	c.li	s4, -13				/* code0: "MZ", harmless as an instruction */
	.option norvc
	j	boot_entry
	.option pop
	.hword	0
	.dword	0x200000			/* text_offset from the start of RAM */
	.dword	_image_end - _image_base	/* image_size, .bss and stacks included */
	.dword	0				/* flags: little endian */
	.word	2				/* header version 0.2 */
	.word	0
	.dword	0
	.ascii	"RISCV\0\0\0"			/* magic */
	.ascii	"RSC\x05"			/* magic2, the one loaders check */
	.word	pe_signature - _start		/* res3; and PE Format's e_lfanew, at 0x3c */

pe_signature:
	.ascii	"PE\0\0"
	/* COFF File Header */
	.hword	0x5064				/* machine: RISC-V, 64 bits */
	.hword	(pe_end - pe_sections) / 40	/* sections */
	.word	0				/* no time, so that builds are alike */
	.word	0, 0				/* no symbols */
	.hword	pe_sections - pe_optional
	.hword	0x20e				/* executable; no lines, symbols, debug data */

pe_optional:					/* Optional Header, PE32+ */
	.hword	0x20b				/* magic */
	.byte	0, 0				/* the linker's version */
	.word	_text_end - _text_start		/* size of code */
	.word	_data_end - _text_end		/* ... of initialised data */
	.word	_image_end - _data_end		/* ... of the rest */
	.word	efi_entry - _image_base		/* entry point */
	.word	_text_start - _image_base	/* base of code */
	.dword	0				/* preferred base; any other will do */
	.word	PAGE				/* alignment of sections */
	.word	IN_FILE				/* ... in the file */
	.hword	0, 0				/* version of the operating system, */
	.hword	0, 0				/* ... the image, */
	.hword	0, 0				/* ... the subsystem */
	.word	0
	.word	_image_end - _image_base	/* size of the image */
	.word	_text_start - _image_base	/* ... of the headers */
	.word	0				/* no checksum */
	.hword	10				/* subsystem: EFI application */
	.hword	0x100				/* DLL characteristics: NX_COMPAT */
	.dword	0, 0, 0, 0			/* stacks and heaps */
	.word	0
	/* Data directories, all empty: the image relocates itself. */
	.word	6
	.dword	0, 0, 0, 0, 0, 0

	.macro	pe_section, name, from, in_memory, in_file, characteristics
	.ascii	"\name"
	.word	\in_memory - \from
	.word	\from - _image_base
	.word	\in_file - \from
	.word	\from - _image_base		/* offset in the file */
	.word	0, 0				/* no relocations, no line numbers */
	.hword	0, 0
	.word	\characteristics
	.endm

/* Code: read, execute. Initialised data: read, write. */
pe_sections:
	pe_section ".text\0\0\0", _text_start, _text_end, _text_end, 0x60000020
	pe_section ".data\0\0\0", _text_end, _image_end, _data_end, 0xc0000040
pe_end:
