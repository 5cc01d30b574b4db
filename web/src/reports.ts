/* The documents of `-j` that the pictures read: docs/json.md and docs/schema/. */

/** A node of `tree -j` and `find -j`. */
export interface NodeRow {
	path: string;
	name: string;
	depth: number;
	label?: string;
	alias: string[];
	status?: string;
	compatible: string[];
	reg?: string;
	size?: string;
	irq: number[];
	phandle?: number;
}

/** A property of `ls -j`; the value is as in source. */
export interface PropertyRow {
	node: string;
	name: string;
	bytes: number;
	type: "flag" | "strings" | "cells" | "bytes";
	value?: string;
}

/** An entry of `reg -j`. */
export interface RegRow {
	node: string;
	property: string;
	index: number;
	name?: string;
	hart?: number;
	number?: string;
	pci?: string;
	bus?: string;
	cpu?: string;
	size?: string;
	fault?: string;
}

/** A region of `map -j`. */
export interface RegionRow {
	base: string;
	last: string;
	size: string;
	kind: string;
	name?: string;
	node?: string;
	depth: number;
	overlap: boolean;
}

/** An interrupt of `irq -j`. */
export interface IrqRow {
	node: string;
	property: string;
	index: number;
	name?: string;
	controller?: string;
	specifier?: number[];
	meaning?: string;
	via?: string[];
	fault?: string;
}

/** A clock of `clock -j`. */
export interface ClockRow {
	node: string;
	property: string;
	index: number;
	name?: string;
	provider?: string;
	args?: number[];
	fault?: string;
	output?: string;
	hz?: number;
}

/** A reference of `refs -j`. */
export interface ReferenceRow {
	from: string;
	property: string;
	index?: number;
	kind: string;
	to: string;
}

/** What `check -j` found. */
export interface FindingRow {
	severity?: "error" | "warning" | "note";
	check: string;
	node?: string;
	property?: string;
	what?: string;
	details?: string;
	advice?: string;
	commands?: string[];
	not_run?: string;
}

/** The document of `check -j`. */
export interface CheckReport {
	findings: FindingRow[];
	sum: { notes: number; warnings: number; errors: number; checks: number; not_run: number };
}

/** A difference of `diff -j`. */
export interface DifferenceRow {
	change: "added" | "removed" | "changed";
	kind: "property" | "node" | "memreserve";
	path: string;
	property?: string;
	nodes?: number;
	old?: string;
	new?: string;
}

/** An open tree of `dt -j`. */
export interface TreeRow {
	used: boolean;
	number: number;
	name?: string;
	bytes: number;
	nodes: number;
	edits: number;
}

/** An edit of `history -e -j`. */
export interface EditRow {
	number: number;
	last?: boolean;
	edit: string;
	undone: boolean;
}
