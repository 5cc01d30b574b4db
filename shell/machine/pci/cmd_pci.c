/*
 * pci: host bridges by the tree, and the functions below them.
 * Sources: PCI Local Bus 3.0, 6; devicetree binding pci/host-generic-pci.yaml.
 */
#include <errno.h>
#include "drivers/bus/pci.h"
#include "fdt/core/index.h"
#include "fdt/where/interrupt_text.h"
#include "shell/machine/pci/pci_look.h"
#include "shell/machine/pci/pci_names.h"
#include "shell/report/report.h"

enum { HOST_DOMAIN, HOST_NODE, HOST_ADDRESS, HOST_FIRST, HOST_LAST, HOST_WHY };

static const struct report_column pci_host_columns[] = {
	[HOST_DOMAIN] = { .key = "domain", .title = "host" },
	[HOST_NODE] = { .key = "node" },
	[HOST_ADDRESS] = { .key = "address", .title = "at" },
	[HOST_FIRST] = { .key = "first", .title = "buses" },
	[HOST_LAST] = { .key = "last", .title = "to", .flags = REPORT_CLOSE },
	[HOST_WHY] = { .key = "fault", .title = "-" },
};

static const struct report_table pci_host_table = {
	.key = "hosts",
	REPORT_TABLE_COLUMNS(pci_host_columns),
};

enum {
	PCI_ADDRESS,
	PCI_IDS,
	PCI_CLASS_NAME,
	PCI_CLASS_CODE,
	PCI_BUSES_BELOW,
	PCI_BARS,
	PCI_CAPABILITY_NAMES,
	PCI_PIN,
	PCI_LEADS,
	PCI_FAULT,
};

static const struct report_column pci_columns[] = {
	[PCI_ADDRESS] = { .key = "address" },
	[PCI_IDS] = { .key = "id" },
	[PCI_CLASS_NAME] = { .key = "what" },
	[PCI_CLASS_CODE] = { .key = "class", .flags = REPORT_HIDDEN },
	[PCI_BUSES_BELOW] = { .key = "buses", .title = "buses" },
	[PCI_BARS] = { .key = "bars" },
	[PCI_CAPABILITY_NAMES] = { .key = "capabilities", .title = "can" },
	[PCI_PIN] = { .key = "pin", .title = "pin" },
	[PCI_LEADS] = { .key = "interrupt", .title = "is", .flags = REPORT_CLOSE },
	[PCI_FAULT] = { .key = "fault", .title = "-" },
};

static const struct report_table pci_table = {
	.key = "functions",
	REPORT_TABLE_COLUMNS(pci_columns),
};

/* A run of the command. */
struct pci_run {
	struct report report;
	bool verbose, measure;
	int hosts;
};

/* Static, because of their size: one command runs at a time. */
static struct pci_list pci_found;
static struct dt_controller pci_controller;

/* So many digits in hex. */
static void pci_put_digits(struct dt_text *out, uint32_t value, int digits)
{
	while (digits--)
		dt_putc(out, "0123456789abcdef"[value >> digits * 4 & 0xf]);
}

/* 0:01:02.3: the host bridge's number, bus, device and function. */
static void pci_put_address(struct dt_text *out, const struct pci_run *run, uint32_t function)
{
	dt_put_dec(out, (uint64_t)run->hosts);
	dt_putc(out, ':');
	pci_put_digits(out, function / PCI_BUS, 2);
	dt_putc(out, ':');
	pci_put_digits(out, function % PCI_BUS / PCI_FUNCTIONS, 2);
	dt_putc(out, '.');
	pci_put_digits(out, function % PCI_FUNCTIONS, 1);
}

/* bar4=mem64-prefetch:0x40204000+0x4000: without blanks, so that a line is not broken within it. */
static void pci_put_bar(struct dt_text *out, const struct pci_bar_seen *bar)
{
	dt_puts(out, "bar");
	dt_put_dec(out, bar->number);
	dt_puts(out, bar->io ? "=io" : bar->wide ? "=mem64" : "=mem32");
	dt_puts(out, bar->prefetch ? "-prefetch:" : ":");
	dt_put_hex(out, bar->address);
	if (bar->size) {
		dt_putc(out, '+');
		dt_put_hex(out, bar->size);
	}
}

/* The interrupt that the pin leads to by the host bridge's interrupt-map, or why to none. */
static void pci_put_interrupt(struct report *report, const struct pci_seen *seen)
{
	struct dt_interrupt interrupt;
	const char *why;

	if (!seen->pin)
		return;
	dt_putc(report_cell(report, PCI_PIN), (char)('A' + seen->pin - 1));
	if (dt_interrupt_pci(&pci_found.host.trail, seen->unit, (uint8_t)seen->host_pin, &interrupt,
			     &why))
		report_string(report, PCI_LEADS, why);
	else
		dt_put_interrupt(report_cell(report, PCI_LEADS), &interrupt, &pci_controller);
}

static void pci_put_more(struct report *report, const struct pci_seen *seen)
{
	struct dt_text *out;
	const char *name;

	report_list(report, PCI_BARS);
	for (unsigned i = 0; i < seen->bars; i++)
		pci_put_bar(report_item(report), &seen->bar[i]);
	report_list(report, PCI_CAPABILITY_NAMES);
	for (unsigned i = 0; i < seen->capabilities; i++) {
		name = pci_capability_name(seen->capability[i]);
		out = report_item(report);
		if (name)
			dt_puts(out, name);
		else
			dt_put_hex(out, seen->capability[i]);
	}
	pci_put_interrupt(report, seen);
}

static void pci_put(struct pci_run *run, uint32_t function)
{
	struct report *report = &run->report;
	struct pci_seen seen = { 0 };
	int err = pci_look(&pci_found, function, run->measure, &seen);
	struct dt_text *out;

	report_row(report);
	pci_put_address(report_cell(report, PCI_ADDRESS), run, function);
	if (err) {
		report_string(report, PCI_FAULT, "access to its configuration space faults");
		return;
	}
	out = report_cell(report, PCI_IDS);
	pci_put_digits(out, seen.vendor, 4);
	dt_putc(out, ':');
	pci_put_digits(out, seen.device, 4);
	report_string(report, PCI_CLASS_NAME, pci_class_name(seen.class));
	report_hex(report, PCI_CLASS_CODE, seen.class);
	if (seen.bridge)
		report_numbers(report, PCI_BUSES_BELOW,
			       (uint32_t[]){ seen.secondary, seen.subordinate }, 2);
	if (run->verbose)
		pci_put_more(report, &seen);
}

/* --- host bridges ----------------------------------------------------------------------------- */

/* The host bridge at the end of pci_found.host.trail; *@why: it cannot be used. */
static int pci_host_open(const char **why)
{
	if (!dt_enabled(&pci_found.host.trail, NULL)) {
		*why = "it is disabled";
		return -ENODEV;
	}
	return pci_open(&pci_found.host, why);
}

static void pci_put_host(struct pci_run *run)
{
	struct report *report = &run->report;
	const struct pci_host *host = &pci_found.host;
	const char *why;
	int err = pci_host_open(&why);

	report_row(report);
	report_dec(report, HOST_DOMAIN, (uint64_t)run->hosts);
	report_node(report, HOST_NODE, dt_trail_node(&host->trail));
	if (err) {
		report_string(report, HOST_WHY, why);
		return;
	}
	report_hex(report, HOST_ADDRESS, host->config.base);
	report_dec(report, HOST_FIRST, host->first);
	report_dec(report, HOST_LAST, host->last);
}

static void pci_put_functions(struct pci_run *run)
{
	struct report *report = &run->report;
	const char *why;

	if (pci_host_open(&why))
		return;
	if (pci_look_list(&pci_found) == -EFAULT) {
		report_row(report);
		dt_put_dec(report_cell(report, PCI_ADDRESS), (uint64_t)run->hosts);
		report_string(report, PCI_FAULT,
			      "access to a configuration space faults: the list is not whole");
	}
	for (unsigned i = 0; i < pci_found.count; i++)
		pci_put(run, pci_found.function[i]);
	if (pci_found.more)
		report_says(report, "there are more functions");
}

/* Calls @put for each host bridge. */
static void pci_each(struct pci_run *run, const struct dt_tree *tree,
		     void (*put)(struct pci_run *run))
{
	run->hosts = 0;
	for (int32_t number = 0; number < tree->index->node[0].end; number++) {
		if (!pci_is_host(dt_numbered(tree, number)) ||
		    dt_index_trail(tree, number, &pci_found.host.trail))
			continue;
		put(run);
		run->hosts++;
	}
}

static int pci_run(struct shell *shell, const struct shell_args *args)
{
	struct pci_run run = {
		.measure = shell_option(args, 'w'),
		.verbose = shell_option(args, 'v') || shell_option(args, 'w'),
	};
	int err = shell_index(shell);

	if (err)
		return err;
	pci_controller.node.tree = NULL; /* the tree may have changed since */
	report_begin(&run.report, shell, args);
	report_table(&run.report, &pci_host_table);
	pci_each(&run, shell->tree, pci_put_host);
	if (!run.hosts) {
		report_end(&run.report);
		return run.report.json ? -ENODEV
				       : shell_error(shell, -ENODEV,
						     "the tree has no generic PCI host bridge");
	}
	report_table(&run.report, &pci_table);
	pci_each(&run, shell->tree, pci_put_functions);
	report_end(&run.report);
	return 0;
}

static const struct shell_option pci_options[] = {
	{ .letter = 'v', .summary = "also BARs, capabilities, interrupts" },
	{ .letter = 'w', .summary = "the same with the sizes of BARs, which are written for that" },
	{ 0 },
};

static const struct shell_command pci_command = {
	.name = "pci",
	.group = SHELL_FACTS,
	.args = "",
	.summary = "list PCI host bridges and what is below them",
	.detail =
		"HOST:BUS:DEVICE.FUNCTION  VENDOR:DEVICE  WHAT  [buses FIRST LAST]\n"
		"Host bridges are those of the tree with plain configuration space (ECAM, CAM).\n"
		"A bus that firmware has given no number is not looked at. -w writes all ones to\n"
		"each BAR, which shows its size, and puts it back; the function does not answer\n"
		"meanwhile: not while something else uses it.",
	.example = "pci -v",
	.options = pci_options,
	.needs_machine = true,
	.needs_tree = true,
	.reports = true,
	.run = pci_run,
};
SHELL_COMMAND(pci_command);
