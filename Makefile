# Firstlight. `make help` lists the targets.
#
# Sources are found by wildcards: a new file needs no edit here.

.DELETE_ON_ERROR:
.SUFFIXES:
.SECONDARY:
MAKEFLAGS += --no-builtin-rules
SHELL := bash

# `make V=1` shows the commands.
Q := $(if $(V),,@)
say = $(if $(V),,@printf '  %-7s %s\n' '$(1)' '$(2)')
# $(call compile,WORD,COMPILER AND FLAGS): the recipe of an object.
define compile
@mkdir -p $(@D)
$(call say,$(1),$<)
$(Q)$(2) -MMD -MP -c -o $@ $<
endef
# For what people build: all cores, if make was not given a number.
JOBS = $(if $(filter -j%,$(MAKEFLAGS)),,-j$$(nproc))

VERSION := 0.1.0
RELEASED := 2026-11-24
B       := build
DEPS    := .deps

# --- the image -----------------------------------------------------------------------------------

.PHONY: all image

CROSS    ?= riscv64-linux-gnu-
PICOLIBC ?= /usr/lib/picolibc/riscv64-unknown-elf
# Debian's package holds the C library twice. This one is built for speed.
LIBC     ?= $(PICOLIBC)/lib/release/libc.a
LIBFDT   ?= $(DEPS)/riscv64/usr
ZLIB     ?= $(DEPS)/zlib/usr

MARCH   := -march=rv64gc -mabi=lp64d -mcmodel=medany
WARN    := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla \
           -Wpointer-arith -Wcast-qual -Wwrite-strings -Wformat=2 -Wundef
# For size; but a function that is marked inline is inlined, up to some 40 instructions, and no other
# is: together that is as fast as -O2, and 18 KB smaller. Registers are saved by shared code, and
# strings are not aligned to 8 bytes. tests/qemu/test_budget.py bounds what this costs.
OPTIMIZE := -Os -fno-inline-small-functions --param max-inline-insns-size=40 -msave-restore \
            -malign-data=natural
# -fno-pie: medany code is position independent by itself, without a table of addresses (.got).
# -ftls-model=local-exec: thread data likewise.
CFLAGS  := -std=gnu11 $(MARCH) $(OPTIMIZE) -g -ffreestanding -fno-pie \
           -ftls-model=local-exec -fno-common \
           -ffunction-sections -fdata-sections -fstack-protector-strong -fno-asynchronous-unwind-tables \
           -fvisibility=hidden -fno-strict-aliasing -ffile-prefix-map=$(CURDIR)=. $(WARN)
CPPFLAGS = -I. -isystem $(PICOLIBC)/include -isystem $(LIBFDT)/include \
           -isystem $(ZLIB)/include \
           -DFIRSTLIGHT_VERSION='"$(VERSION)"' -DPICOLIBC_INTEGER_PRINTF_SCANF

# Sources of the layers @1, with those of their rooms.
sources = $(sort $(foreach layer,$(1),$(wildcard $(foreach room,$(layer) $(layer)/* $(layer)/*/*,\
            $(room)/*.c $(room)/*.S))))

SRCS := $(call sources,boot kernel fdt drivers shell)
OBJS := $(patsubst %,$(B)/target/%.o,$(SRCS))
LIBS  = $(LIBFDT)/lib/riscv64-linux-gnu/libfdt.a $(ZLIB)/lib/riscv64-linux-gnu/libz.a $(LIBC) \
        $(shell $(CROSS)gcc $(MARCH) -print-libgcc-file-name)
LDFLAGS := -pie --no-dynamic-linker -z norelro -z noexecstack -z max-page-size=4096 \
           --gc-sections --build-id=none --no-warn-rwx-segments --fatal-warnings \
           --defsym=zcalloc=payload_zalloc --defsym=zcfree=payload_zfree \
           --defsym=vfprintf=__i_vfprintf

all: image ## build the image (the default target)

image: $(B)/firstlight.elf $(B)/firstlight.bin $(B)/firstlight.bin.gz ## build build/firstlight.elf, .bin and .bin.gz

$(B)/target/%.o: % Makefile
	$(call compile,CC,$(CROSS)gcc $(CPPFLAGS) $(CFLAGS))

# Linked twice, because the image carries two tables that are made of it: its words that hold an
# address (boot/relocate.S), and its functions' names (kernel/trap/symbols.c). They lie after all else,
# so that both links are alike but for them. errno's relocation is 0: linker.ld.
LINK = $(CROSS)ld $(LDFLAGS) -T linker.ld -o $@ $(filter %.o,$^) --start-group $(LIBS) --end-group

$(B)/nameless.elf: $(OBJS) linker.ld
	$(call say,LD,$@)
	$(Q)$(LINK)

$(B)/symbols.S: $(B)/nameless.elf tools/symbols
	$(Q)$(CROSS)nm -n $< | tools/symbols > $@

$(B)/addresses.S: $(B)/nameless.elf tools/addresses
	$(Q)$(PYTHON) tools/addresses $< > $@

$(B)/linked.elf: $(OBJS) $(B)/symbols.o $(B)/addresses.o linker.ld
	$(call say,LD,$@)
	$(Q)$(LINK)
	$(Q)$(CROSS)nm -n $@ | tools/symbols | cmp - $(B)/symbols.S
	$(Q)$(PYTHON) tools/addresses $@ | cmp - $(B)/addresses.S

$(B)/filled.elf: $(B)/linked.elf tools/addresses
	$(Q)$(PYTHON) tools/addresses $< $@

$(B)/firstlight.elf: $(B)/filled.elf
	$(Q)$(CROSS)objcopy --remove-section=.rela $< $@

$(B)/symbols.o $(B)/addresses.o: %.o: %.S
	$(Q)$(CROSS)gcc $(MARCH) -c -o $@ $<

$(B)/firstlight.bin: $(B)/firstlight.elf
	$(call say,OBJCOPY,$@)
	$(Q)$(CROSS)objcopy -O binary $< $@

$(B)/firstlight.bin.gz: $(B)/firstlight.bin
	$(call say,GZIP,$@)
	$(Q)gzip -9n < $< > $@

# --- running it ------------------------------------------------------------------------------------

.PHONY: run debug dtb

MACHINE ?= virt
CONSOLE ?= auto
BIOS    ?=
DTB     ?=
SMP     ?=
APPEND  ?=
ARGS    ?=
QEMU    ?= qemu-system-riscv64
# Exported unexpanded, so that tools/run gets their quotes, blanks and $ unchanged.
RUN_VARIABLES := MACHINE CONSOLE BIOS DTB SMP APPEND ARGS QEMU
$(foreach name,$(RUN_VARIABLES),$(eval override $(name) := $$(value $(name))))
export $(RUN_VARIABLES)

run: tools-run ## boot the image in QEMU: MACHINE= CONSOLE=auto|sbi|uart BIOS= DTB=FILE|x.dts SMP= APPEND="..." ARGS="..."
	@$(MAKE) --no-print-directory $(JOBS) image
	@tools/run $(B)/firstlight.bin

debug: tools-run+debug ## boot the image halted at its first instruction, with gdb attached and symbols loaded
	@$(MAKE) --no-print-directory $(JOBS) image
	@tools/run --debug $(B)/firstlight.bin

dtb: ## print QEMU's own device tree for MACHINE as source
	@tools/deps run >&2
	@tools/run --dts

# tools-SET+SET: installs the tools of those sets.
tools-%:
	@tools/deps $(subst +, ,$*)

# --- the host: unit tests and the host shell -------------------------------------------------------

.PHONY: hostshell unit host-test coverage test-programs fuzz-programs fuzz-test fuzz

HOSTCC     ?= cc
HOST_WARN  := $(WARN) -Wno-format-nonliteral
HOST_FLAGS := -std=gnu11 -g -O1 -I. -DFIRSTLIGHT_VERSION='"$(VERSION)"' $(HOST_WARN)
# gcc 12's sanitizer checks this only on request; later versions always do.
export ASAN_OPTIONS := detect_stack_use_after_return=1
HOST_LIBS  := -lfdt -lz
SANITIZE   := -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer

# Code that runs on the host unchanged.
PURE := $(filter-out shell/machine/%,$(call sources,fdt drivers shell)) \
        $(filter-out %/console_sbi.c,$(call sources,kernel/console)) \
        $(addprefix kernel/,format.c handoff/handoff_sum.c protect/protect_table.c heap.c irq.c irq_listen.c irq_news.c log.c owner.c sbi_implementation.c) \
        $(filter-out %/isa_probe.c %/isa_block.c %.S,$(call sources,kernel/isa)) \
        $(addprefix shell/machine/,hart/on_lines.c audit/clock_rate.c cmd_log.c cmd_trap.c console_rate.c scan/scan_map.c time/seconds.c) \
        $(addprefix shell/machine/memory/,row.c search.c sha256.c) \
        $(addprefix shell/machine/cpu/,csr_decode.c csr_fields.c csr_rows.c isa_correct.c isa_verdict.c) \
        $(addprefix shell/machine/pmu/,pmu_check.c pmu_claims.c pmu_events.c) \
        $(sort $(wildcard shell/machine/console/*.c shell/machine/irq/*.c shell/machine/pci/*.c))

# The same shell as a program; the commands of shell/machine/ report that they need a machine. It is
# built twice: for people, and with sanitizers for tests.
HOST_SRCS := $(sort $(PURE) kernel/sbi_pmu.c $(call sources,shell/machine host))
HOST_OBJS := $(patsubst %,$(B)/host/%.o,$(HOST_SRCS))
PROGRAM_OBJS := $(patsubst %,$(B)/program/%.o,$(HOST_SRCS))
PROGRAM_FLAGS := $(HOST_FLAGS) -O2 -fPIE -fstack-protector-strong -U_FORTIFY_SOURCE \
                 -D_FORTIFY_SOURCE=2 -ffile-prefix-map=$(CURDIR)=.
PROGRAM_LDFLAGS := -pie -Wl,-z,relro,-z,now

hostshell: tools-host ## build the shell as a program for this PC: build/hostshell board.dtb
	@$(MAKE) --no-print-directory $(JOBS) $(B)/hostshell $(B)/firstlight.1

$(B)/hostshell: $(PROGRAM_OBJS)
	$(call say,HOSTLD,$@)
	$(Q)$(HOSTCC) $(PROGRAM_LDFLAGS) -o $@ $^ $(HOST_LIBS)

$(B)/hostshell-checked: $(HOST_OBJS)
	$(call say,HOSTLD,$@)
	$(Q)$(HOSTCC) $(SANITIZE) -o $@ $^ $(HOST_LIBS)

$(B)/program/%.c.o: %.c Makefile
	$(call compile,HOSTCC,$(HOSTCC) $(PROGRAM_FLAGS))

$(B)/host/%.c.o: %.c Makefile
	$(call compile,HOSTCC,$(HOSTCC) $(HOST_FLAGS) $(SANITIZE))

# Every test program links all pure code, and fakes of what that code calls.
UNIT_FAKES := $(sort $(wildcard tests/unit/fake/*.c))
UNIT_TESTS := $(patsubst tests/unit/%.c,%,$(filter-out $(UNIT_FAKES),$(call sources,tests/unit)))
UNIT_OBJS  := $(patsubst %,$(B)/host/%.o,$(PURE) $(UNIT_FAKES))

$(B)/unit/%: $(B)/host/tests/unit/%.c.o $(UNIT_OBJS)
	@mkdir -p $(@D)
	$(call say,HOSTLD,$@)
	$(Q)$(HOSTCC) $(SANITIZE) -o $@ $^ -lcmocka $(HOST_LIBS)

# Those of boot/efi/ link it, and fake what it calls.
$(filter $(B)/unit/boot/efi/%,$(addprefix $(B)/unit/,$(UNIT_TESTS))): \
	$(patsubst %,$(B)/host/%.o,$(filter %.c,$(call sources,boot/efi)))

unit: $(addprefix $(B)/unit/,$(UNIT_TESTS)) ## run the unit tests on the host, under ASan and UBSan
	@printf '%s\n' $^ | xargs -P2 -I{} bash -c 'out=$$(timeout 300 {} 2>&1); status=$$?; \
		printf "== %s\n%s\n" {} "$$out"; exit $$status'

# $(call pytest,FILES,OPTIONS): two files at a time; those that take long should be the first ones.
pytest = printf '%s\n' $(1) | xargs -P2 -n1 --process-slot-var=TEST_SLOT \
	$(PYTHON) -m pytest -q -p no:cacheprovider $(2)

host-test: $(B)/hostshell-checked ## test the host shell over every tree, in scripts and at a terminal
	@$(call pytest,tests/host/test_report.py $$(ls -S tests/host/test_*.py | grep -v /test_report),$(PYTEST_ARGS))

coverage: ## print which lines of fdt/ and shell/ the unit tests and the host shell's tests run
	@HOSTSHELL=$(B)/coverage/hostshell-checked $(MAKE) --no-print-directory -k $(JOBS) \
		B=$(B)/coverage SANITIZE=--coverage unit host-test || :
	@$(PYTHON) tests/coverage.py $(B)/coverage/host

# `make test` builds these with two jobs; the tests start their own jobs.
TEST_PROGRAMS = $(addprefix $(B)/unit/,$(UNIT_TESTS)) $(B)/firmware/stub.bin $(B)/emulator \
                $(B)/emulator-checked

test-programs: image $(B)/hostshell-checked $(B)/firstlight.1 fuzz-programs $(TEST_PROGRAMS) ## build what tests run

FUZZ_RUNS    ?= 20000
FUZZ_SECONDS ?= 60
# Those that take longest are first, so that no other core waits for them at the end.
SLOW_FUZZERS := fuzz_shell fuzz_console fuzz_line
FUZZERS := $(SLOW_FUZZERS) $(filter-out $(SLOW_FUZZERS),\
             $(patsubst tests/fuzz/%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c))))

FUZZ_FLAGS := -std=gnu11 -g -O1 -DFIRSTLIGHT_VERSION='"$(VERSION)"' -fsanitize=address,undefined -fno-sanitize-recover=all -I.
# A harness may have its own in place of a fake: what it does not need is not linked.
FUZZ_PARTS := $(UNIT_FAKES) $(filter-out tests/fuzz/fuzz_%,$(wildcard tests/fuzz/*.c))
FUZZ_OBJS  := $(patsubst %,$(B)/fuzz/%.o,$(PURE))

$(B)/fuzz/parts.a: $(patsubst %,$(B)/fuzz/%.o,$(FUZZ_PARTS))
	$(Q)rm -f $@ && ar rcs $@ $^

# Without the stack's depth, which differs from run to run: a seed gives the same inputs each time.
$(B)/fuzz/%.c.o: %.c Makefile
	$(call compile,FUZZCC,clang $(FUZZ_FLAGS) -fsanitize=fuzzer-no-link -fno-sanitize-coverage=stack-depth)

$(B)/fuzz/%: $(B)/fuzz/tests/fuzz/%.c.o $(FUZZ_OBJS) $(B)/fuzz/parts.a
	$(call say,FUZZLD,$@)
	$(Q)clang $(FUZZ_FLAGS) -fsanitize=fuzzer -o $@ $^ -lcmocka $(HOST_LIBS)

fuzz-programs: $(addprefix $(B)/fuzz/,$(FUZZERS)) ## build the fuzz harnesses

fuzz-test: fuzz-programs ## run each fuzz harness on its kept inputs and on FUZZ_RUNS inputs of a fixed seed
	@printf '%s\n' $(FUZZERS) | xargs -P2 -I{} tests/fuzz/run {} runs=$(FUZZ_RUNS)

fuzz: fuzz-programs ## run each fuzz harness on random inputs, for FUZZ_SECONDS each
	@printf '%s\n' $(FUZZERS) | xargs -P2 -I{} tests/fuzz/run {} seconds=$(FUZZ_SECONDS)

# --- started by UEFI -------------------------------------------------------------------------------

.PHONY: esp

$(B)/firstlight.esp: $(B)/firstlight.bin tools/esp
	$(call say,ESP,$@)
	$(Q)tools/esp $@ $<=EFI/BOOT/BOOTRISCV64.EFI

esp: tools-image+esp ## build a FAT image that UEFI starts from a USB stick or an SD card: build/firstlight.esp
	@$(MAKE) --no-print-directory $(JOBS) $(B)/firstlight.esp

# --- installing the host shell, its man page and the image ------------------------------------------

.PHONY: install uninstall deb

PREFIX  ?= /usr/local
DESTDIR ?=
INSTALLED_BIN   = $(DESTDIR)$(PREFIX)/bin
INSTALLED_MAN   = $(DESTDIR)$(PREFIX)/share/man/man1
INSTALLED_SHARE = $(DESTDIR)$(PREFIX)/share/firstlight
IMAGE_FILES     = firstlight.bin firstlight.elf firstlight.bin.gz

$(B)/firstlight.1: $(B)/hostshell tools/manpage Makefile
	$(call say,MAN,$@)
	$(Q)tools/manpage $< $(RELEASED) > $@

install: tools-image+host ## install the host shell, its man page and the image: PREFIX=/usr/local DESTDIR=
	@$(MAKE) --no-print-directory $(JOBS) image $(B)/hostshell $(B)/firstlight.1
	$(Q)install -D -m 755 $(B)/hostshell '$(INSTALLED_BIN)/firstlight'
	$(Q)install -D -m 644 -t '$(INSTALLED_MAN)' $(B)/firstlight.1
	$(Q)install -D -m 644 -t '$(INSTALLED_SHARE)' $(IMAGE_FILES:%=$(B)/%)

uninstall: ## remove what `make install` installed: same PREFIX and DESTDIR
	$(Q)rm -f '$(INSTALLED_BIN)/firstlight' '$(INSTALLED_MAN)/firstlight.1' \
		$(IMAGE_FILES:%='$(INSTALLED_SHARE)/%')
	$(Q)! [ -d '$(INSTALLED_SHARE)' ] || rmdir --ignore-fail-on-non-empty '$(INSTALLED_SHARE)'

deb: tools-image+host+deb ## build a Debian package of host shell and image: build/firstlight_VERSION_ARCHITECTURE.deb
	@$(MAKE) --no-print-directory $(JOBS) image $(B)/hostshell $(B)/firstlight.1
	+@tools/deb $(B) $(VERSION) $(RELEASED)

# --- everything ------------------------------------------------------------------------------------

.PHONY: test clean

# A part whose programs do not build fails by itself, and the others run.
TEST_PARTS := unit house host-test line-test fuzz-test qemu-test size

test: tools-run+test ## install what the tests need, and run every test
	@$(MAKE) --no-print-directory -k $(JOBS) test-programs || :
	@tools/test-parts $(TEST_PARTS)

clean: ## remove build/
	rm -rf $(B)

# --- tests under QEMU: the M-mode stub, the suite, the figures ---------------------------------------

.PHONY: qemu-test qemu-test-unprotected transcripts conformance bench

STUB_SRCS   := $(sort $(wildcard tests/firmware/*.c tests/firmware/*.S))
STUB_OBJS   := $(patsubst %,$(B)/stub/%.o,$(STUB_SRCS))
STUB_CFLAGS := -std=gnu11 $(MARCH) -Os -g -ffreestanding -fno-pic -fno-stack-protector $(WARN)

$(B)/stub/%.o: % Makefile
	$(call compile,CC,$(CROSS)gcc -I. $(STUB_CFLAGS))

$(B)/firmware/stub.elf: $(STUB_OBJS) tests/firmware/stub.ld
	@mkdir -p $(@D)
	$(CROSS)ld --build-id=none --no-warn-rwx-segments -T tests/firmware/stub.ld -o $@ $(STUB_OBJS)

$(B)/firmware/stub.bin: $(B)/firmware/stub.elf
	$(CROSS)objcopy -O binary $< $@

qemu-test: image $(B)/hostshell $(B)/firmware/stub.bin ## test the image under QEMU: machines, firmware, consoles, traps
	@$(call pytest,$$(ls -S tests/qemu/test_*.py),$(PYTEST_ARGS))

qemu-test-unprotected: ## the same with an image that does not switch its page tables on by itself
	PROTECT=off $(MAKE) --no-print-directory qemu-test

transcripts: image $(B)/hostshell ## write into README.md and docs/ what the commands of their transcripts print now
	$(PYTHON) tests/qemu/transcripts.py

conformance: image ## test the firmware that Debian packages, and write docs/conformance.md
	@DEPS='$(DEPS)' tools/deps test conformance
	tools/conformance

bench: image $(B)/firmware/stub.bin $(B)/emulator ## count instructions, to the prompt and per byte of a tree, and compare with U-Boot
	$(PYTHON) bench/run

# --- the emulator: a machine whose serial line has a real rate, and the tests on it -------------------

.PHONY: emulator line-test line

EMULATOR_SRCS := $(sort $(wildcard emulator/*.c))

$(B)/fast/%.o: % Makefile
	$(call compile,HOSTCC,$(HOSTCC) $(HOST_FLAGS) -O3 -flto -fno-pie)

$(B)/emulator: $(patsubst %,$(B)/fast/%.o,$(EMULATOR_SRCS))
	$(call say,HOSTLD,$@)
	$(Q)$(HOSTCC) -O3 -flto -no-pie -o $@ $^

$(B)/emulator-checked: $(patsubst %,$(B)/host/%.o,$(EMULATOR_SRCS))
	$(call say,HOSTLD,$@)
	$(Q)$(HOSTCC) $(SANITIZE) -o $@ $^

$(B)/emulator.dtb: emulator/machine.dts
	@mkdir -p $(@D)
	$(call say,DTC,$@)
	$(Q)dtc -q -O dtb -o $@ $<

emulator: $(B)/emulator $(B)/emulator.dtb ## build the emulator, and its machine's tree

line-test: image $(B)/emulator $(B)/emulator-checked ## test that nothing is lost when 64 KiB are pasted at line rate
	@$(call pytest,$$(ls -S tests/line/test_*.py),$(PYTEST_ARGS))

line: image $(B)/emulator ## find the highest rates at which nothing is lost, and write them into README.md
	$(PYTHON) tests/line/scene.py

# --- tools, and checks of the sources ------------------------------------------------------------------

.PHONY: deps fmt fmt-check lint house check size help

# Debian's own, which has Debian's pytest and pexpect. Another one on PATH may not have them.
PYTHON ?= /usr/bin/python3

C_FILES := $(filter-out web/node_modules/%,\
             $(sort $(wildcard $(foreach room,* */* */*/* */*/*/*,$(room)/*.c $(room)/*.h))))
SCRIPTS := $(sort $(filter-out tools/dtlines tools/addresses tools/conformance,$(wildcard tools/* tests/fuzz/run .ci/run)))

TIDY_TARGET := --target=riscv64-unknown-elf -march=rv64gc -ffreestanding -isystem $(PICOLIBC)/include
TIDY_FLAGS   = -std=gnu11 -I. -isystem $(LIBFDT)/include -isystem $(ZLIB)/include \
               -DFIRSTLIGHT_VERSION='"$(VERSION)"'
# $(call tidy,FILES,FLAGS): two jobs, without the counts of warnings in the system's headers.
tidy = printf '%s\n' $(1) | xargs -P2 -I{} clang-tidy --quiet {} -- $(TIDY_FLAGS) $(2) \
	2> >(grep -vE '^[0-9]+ warnings? (generated|treated)' >&2)

deps: ## install the tools that are missing to build, boot, test and debug; print them first
	@DEPS='$(DEPS)' tools/deps test debug

fmt: ## format all C by .clang-format
	clang-format -i $(C_FILES)

fmt-check: ## fail if `make fmt` would change something
	@clang-format --dry-run --Werror $(C_FILES)

lint: ## run cppcheck, clang-tidy and shellcheck; their files say what is left out, and why
	cppcheck --quiet --enable=warning,performance,portability --std=c11 --force -I. -j2 \
		--error-exitcode=1 --suppressions-list=.cppcheck-suppressions $(C_FILES)
	@echo 'clang-tidy: what runs on RISC-V'
	@$(call tidy,$(filter %.c,$(SRCS)) $(sort $(wildcard emulator/guest/*.c)),$(TIDY_TARGET))
	@echo 'clang-tidy: the host shell and the tests'
	@$(call tidy,$(EMULATOR_SRCS) $(filter host/%.c tests/unit/%.c tests/fuzz/%.c,$(C_FILES)),)
	shellcheck $(SCRIPTS)

house: image $(B)/emulator-checked ## check the house rules: layers, sizes, comments, citations, README's commands, flake.nix
	@$(call pytest,tests/house/test_build.py $$(ls -S tests/house/test_*.py | grep -v /test_build))

check: fmt-check lint unit house ## run fmt-check, lint, unit and house: do it before you push

size: image ## compare the size of the image and the RAM it needs with their budgets
	@NM=$(CROSS)nm tools/size-report $(B)/firstlight.elf $(B)/firstlight.bin

help: ## print this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort -t: -k1,1 | awk -F ':.*## ' '{ \
		line = sprintf("  make %-13s", $$1); \
		for (i = 1; i <= split($$2, word, " "); i++) { \
			if (length(line " " word[i]) > 79) { print line; line = sprintf("%20s", "") } \
			line = line " " word[i]; \
		} \
		print line }'

include web/rules.mk

# What the compilers noted: which headers each object was made of.
-include $(shell find $(B) -name '*.d' 2> /dev/null)
