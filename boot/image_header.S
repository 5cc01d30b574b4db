/*
 * The image's first 64 bytes, where loaders enter and by which they know it.
 * Linux' Documentation/arch/riscv/boot-image-header.rst, version 0.2.
 */
	.section .text.start, "ax"
	.option push
	.option norvc
	.globl	_start
_start:
	j	boot_entry			/* code0 */
	nop					/* code1 */
	.dword	0x200000			/* text_offset from the start of RAM */
	.dword	_image_end - _image_base	/* image_size, .bss and stacks included */
	.dword	0				/* flags: little endian */
	.word	2				/* header version 0.2 */
	.word	0
	.dword	0
	.ascii	"RISCV\0\0\0"			/* magic */
	.ascii	"RSC\x05"			/* magic2, the one loaders check */
	.word	0				/* no PE header */
	.option pop
