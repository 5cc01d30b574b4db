#include "fdt/board/quirk.h"
/*
 * Quirks of SoCs and cores. Each row names its source: a file of OpenSBI (commit 4e79fd7), of
 * Linux 6.12 or of vivado-risc-v (commit 9f7456a), or else an issue or a page.
 */
#include <string.h>
#include "fdt/board/core.h"

static const struct dt_quirk quirk_rows[] = {
	{ .compatible = "spacemit,k1",
	  .text = "UARTs work with a clock of 14.857 MHz, where trees say 14 MHz",
	  .source = "https://github.com/rustsbi/rustsbi/issues/214" },
	{ .compatible = "spacemit,k1",
	  .text = "caches of the two clusters agree only if firmware has enabled snooping",
	  .source = "OpenSBI: platform/generic/spacemit/k1.c" },
	{ .compatible = "spacemit,k3",
	  .text = "UEFI starts what follows it, or SPL and OpenSBI do",
	  .source = "https://blog.ludovic.dev/2026/06/08/spacemit-k3-boot-process.html" },
	{ .compatible = "starfive,jh7110",
	  .text = "hart 0 is an S7 without S-mode; there is no Zicbom: the L2 cache flushes",
	  .source = "Linux: arch/riscv/boot/dts/starfive/jh7110.dtsi" },
	{ .compatible = "microchip,mpfs",
	  .text = "hart 0 is an E51 without S-mode: firmware (HSS) runs on it",
	  .source = "Linux: arch/riscv/boot/dts/microchip/mpfs.dtsi" },
	{ .compatible = "thead,th1520",
	  .text = "the TLB has an erratum: firmware flushes it at each of its traps",
	  .source = "OpenSBI: platform/generic/thead/thead-generic.c" },
	{ .compatible = "sophgo,sg2042",
	  .text = "0x70ac000000 to 0x70ac0fffff are firmware's timers: an access faults",
	  .source = "OpenSBI: platform/generic/sophgo/sg2042.c" },
	{ .compatible = "sophgo,sg2042",
	  .text = "the TLB has an erratum: firmware flushes it at each of its traps",
	  .source = "OpenSBI: platform/generic/sophgo/sg2042.c" },
	{ .compatible = "sophgo,sg2042",
	  .text = "OpenSBI 1.3 has crashed here",
	  .source = "https://github.com/sophgo/opensbi/issues/23" },
	{ .compatible = "thead,c9*",
	  .core = true,
	  .mvendorid = 0x5b7,
	  .text = "plain page tables may mean slow, uncached memory: 'protect' stays off",
	  .source = "https://github.com/apache/nuttx/pull/12722" },
	{ .compatible = "sifive,hifive-premier-p550",
	  .text = "UART4 speaks a binary protocol with the board's controller: send nothing",
	  .source = "https://github.com/tenstorrent-riscv-software/wallabmc/pull/30" },
	{ .compatible = "eswin,eic77*",
	  .text = "RAM is there twice, from 0xc000000000 on uncached",
	  .source = "OpenSBI: platform/generic/eswin/eic770x.c" },
	{ .compatible = "renesas,r9a07g043",
	  .text = "SBI's console has no input: OpenSBI's driver for the UART only writes",
	  .source = "OpenSBI: lib/utils/serial/renesas_scif.c" },
	{ .compatible = "tenstorrent,blackhole",
	  .text = "there is no UART: SBI's console is the only one",
	  .source = "Linux: arch/riscv/boot/dts/tenstorrent/blackhole.dtsi" },
	{ .compatible = "mips,p8700",
	  .core = true,
	  .text = "numbers of harts have gaps: they are fields of cluster, core and hart",
	  .source = "OpenSBI: platform/generic/mips/p8700.c" },
	{ .compatible = "freechips,rocketchip-vivado",
	  .text = "firmware does not reserve its memory in the tree: 'scan -r' does",
	  .source = "vivado-risc-v: patches/opensbi/platform.c" },
};

static bool quirk_names(const struct dt_quirk *quirk, const char *text, int len)
{
	size_t size = strlen(quirk->compatible);

	if (quirk->compatible[size - 1] == '*')
		return (size_t)len >= size && memcmp(text, quirk->compatible, size - 1) == 0;
	return (size_t)len == size && memcmp(text, quirk->compatible, size) == 0;
}

static bool quirk_is_of(const struct dt_quirk *quirk, struct dt_node node)
{
	struct dt_strings list = dt_strings(node, "compatible");
	const char *text;
	int len;

	while ((len = dt_strings_next(&list, &text)) >= 0)
		if (quirk_names(quirk, text, len))
			return true;
	return false;
}

static bool quirk_is_of_tree(const struct dt_quirk *quirk, const struct dt_tree *tree)
{
	struct dt_node cpu;

	if (!quirk->core)
		return quirk_is_of(quirk, dt_root(tree));
	cpu = dt_first_child((struct dt_node){ tree, tree->cpus });
	while (dt_found(cpu) && !quirk_is_of(quirk, cpu))
		cpu = dt_next_child(cpu);
	return dt_found(cpu);
}

const struct dt_quirk *dt_quirk_next(const struct dt_tree *tree, const struct dt_core_ids *ids,
				     const struct dt_quirk *after)
{
	const struct dt_quirk *quirk = after ? after + 1 : quirk_rows;

	for (; quirk < quirk_rows + sizeof(quirk_rows) / sizeof(*quirk_rows); quirk++) {
		if (ids && quirk->mvendorid && ids->mvendorid == quirk->mvendorid)
			return quirk;
		if (tree && quirk_is_of_tree(quirk, tree))
			return quirk;
	}
	return NULL;
}
