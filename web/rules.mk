# The page: see docs/web.md. `make web` needs node, which the rest of the Makefile does not.

.PHONY: web web-run run-web web-test

WEB      := $(B)/web
NODE_BIN := web/node_modules/.bin
NODE_MODULES := web/node_modules/.package-lock.json
WEB_PORT ?= 8000

# --- WebAssembly: the emulator and the host shell ---------------------------------------------------

WASM_SYSTEM := $(DEPS)/wasm/libc/usr
WASM_CC     := clang-19 --target=wasm32-wasi --sysroot=$(WASM_SYSTEM)
# setjmp needs the engine's exceptions, which every browser has had since 2022.
WASM_FLAGS  := -std=gnu11 -I. -isystem $(DEPS)/wasm/libfdt -isystem $(DEPS)/wasm/zlib \
               -DFIRSTLIGHT_VERSION='"$(VERSION)"' -mllvm -wasm-enable-sjlj -ffile-prefix-map=$(CURDIR)=. \
               $(WARN) -Wno-format-nonliteral -Wno-missing-field-initializers
# A reactor exports functions and has no main. clang's runtime is not where this clang looks for it.
WASM_LDFLAGS := -mexec-model=reactor -nodefaultlibs -Wl,--gc-sections,--strip-all
WASM_LIBS    := -lsetjmp -lc $(DEPS)/wasm/runtime/libclang_rt.builtins-wasm32.a

$(B)/wasm/fast/%.o: % Makefile web/rules.mk
	$(call compile,WASMCC,$(WASM_CC) $(WASM_FLAGS) -O3 -flto)

$(B)/wasm/small/%.o: % Makefile web/rules.mk
	$(call compile,WASMCC,$(WASM_CC) -Iweb/wasm/include $(WASM_FLAGS) -Os)

# libfdt and zlib are not ours: without our warnings.
$(B)/wasm/library/%.o: $(DEPS)/wasm/% web/rules.mk
	$(call compile,WASMCC,$(WASM_CC) -Os -I$(<D) -D_GNU_SOURCE)

# The other end of the line is the page's: web/wasm/line.c.
WASM_EMULATOR_SRCS := $(filter-out emulator/main.c emulator/line.c,$(EMULATOR_SRCS)) \
                      web/wasm/emulator.c web/wasm/line.c

$(WEB)/emulator.wasm: $(patsubst %,$(B)/wasm/fast/%.o,$(WASM_EMULATOR_SRCS))
	@mkdir -p $(@D)
	$(call say,WASMLD,$@)
	$(Q)$(WASM_CC) -O3 -flto $(WASM_LDFLAGS) -o $@ $^ $(WASM_LIBS)

# In place of the program's main and terminal, the page's functions; without dtc, which it cannot run.
WASM_SHELL_SRCS := $(filter-out $(addprefix host/,main.c options.c terminal.c tree_source.c),$(HOST_SRCS)) \
                   $(sort $(wildcard web/wasm/shell*.c))
WASM_LIBRARY := $(addprefix libfdt/,fdt fdt_addresses fdt_check fdt_empty_tree fdt_overlay fdt_ro fdt_rw \
                  fdt_strerror fdt_sw fdt_wip) \
                $(addprefix zlib/,adler32 crc32 infback inffast inflate inftrees zutil)

$(WEB)/shell.wasm: $(patsubst %,$(B)/wasm/small/%.o,$(WASM_SHELL_SRCS)) \
                   $(patsubst %,$(B)/wasm/library/%.c.o,$(WASM_LIBRARY))
	@mkdir -p $(@D)
	$(call say,WASMLD,$@)
	$(Q)$(WASM_CC) -Os $(WASM_LDFLAGS) -o $@ $^ $(WASM_LIBS)

# --- the page ---------------------------------------------------------------------------------------

WEB_SRCS := $(sort $(wildcard web/src/*.ts web/src/*/*.ts))

$(NODE_MODULES): web/package.json web/package-lock.json
	$(call say,NPM,web/node_modules)
	$(Q)npm ci --prefix web --no-audit --no-fund --loglevel=error
	$(Q)touch $@

$(WEB)/main.js: $(WEB_SRCS) $(NODE_MODULES)
	$(call say,ESBUILD,$@)
	$(Q)$(NODE_BIN)/esbuild web/src/main.ts --bundle --minify --format=esm --target=es2022 \
		--log-level=warning --outfile=$@

$(WEB)/style.css: $(wildcard web/*.css) $(NODE_MODULES)
	$(call say,ESBUILD,$@)
	$(Q)$(NODE_BIN)/esbuild web/style.css --bundle --minify --log-level=warning --outfile=$@

$(WEB)/index.html $(WEB)/icon.svg: $(WEB)/%: web/%
	@mkdir -p $(@D)
	$(Q)cp $< $@

$(WEB)/firstlight.bin $(WEB)/emulator.dtb: $(WEB)/%: $(B)/%
	@mkdir -p $(@D)
	$(Q)cp $< $@

# Boards' trees, each loaded when a visitor picks it, and the list of them with their models.
$(WEB)/trees/list.json: web/list-trees $(wildcard $(DEPS)/trees/.package)
	$(call say,TREES,$@)
	$(Q)$(PYTHON) web/list-trees $(DEPS)/trees $(WEB)/trees

WEB_FILES := $(addprefix $(WEB)/,index.html icon.svg style.css main.js firstlight.bin emulator.dtb \
               emulator.wasm trees/list.json) \
             $(if $(wildcard web/wasm/shell*.c),$(WEB)/shell.wasm)

web: tools-web ## build the page, a folder that any static server can serve: build/web
	@$(MAKE) --no-print-directory $(JOBS) $(WEB_FILES)

web-run: web ## build the page and serve it on this machine: WEB_PORT=8000
	@echo 'http://127.0.0.1:$(WEB_PORT)/ (Ctrl-C ends it)'
	@$(PYTHON) -m http.server --bind 127.0.0.1 --directory $(WEB) $(WEB_PORT) >/dev/null 2>&1

RUN_WEB_PORT ?= 7703

run-web: web ## start QEMU and the page together: the address that is printed connects them
	@$(MAKE) --no-print-directory $(JOBS) image
	@echo 'http://127.0.0.1:$(WEB_PORT)/#qemu=ws://127.0.0.1:$(RUN_WEB_PORT) (Ctrl-C ends both)'
	@trap 'kill $$(jobs -p) 2>/dev/null' EXIT; \
	$(PYTHON) -m http.server --bind 127.0.0.1 --directory $(WEB) $(WEB_PORT) >/dev/null 2>&1 & \
	$(QEMU) -M virt -m 512M -display none -monitor none -kernel $(B)/firstlight.bin \
		-serial websocket:127.0.0.1:$(RUN_WEB_PORT),server=on,wait=on

# --- its tests --------------------------------------------------------------------------------------

WEB_TESTS    := $(sort $(wildcard tests/web/*.test.ts))
WEB_TEST_DIR := $(B)/web-test
# Of the page without the boards' trees: all, and packed as a server sends it.
WEB_BYTES    := 2500000
WEB_PACKED   := 900000

$(WEB_TEST_DIR)/%.cjs: tests/web/%.ts $(wildcard tests/web/*.ts) $(WEB_SRCS) $(NODE_MODULES)
	$(Q)$(NODE_BIN)/esbuild $< --bundle --platform=node --format=cjs --target=node18 --packages=external \
		--log-level=warning --outfile=$@

web-test: web ## test the page: types, layout, size, and in Chromium: WEB_TEST=NAME runs one file
	$(Q)$(NODE_BIN)/tsc --noEmit -p web
	$(Q)$(NODE_BIN)/prettier --check --config web/.prettierrc.json --ignore-path web/.prettierignore \
		--log-level=warn web tests/web
	@$(PYTHON) web/size $(WEB) $(WEB_BYTES) $(WEB_PACKED)
	@$(MAKE) --no-print-directory $(B)/hostshell $(B)/emulator $(WEB_TESTS:tests/web/%.ts=$(WEB_TEST_DIR)/%.cjs)
	NODE_PATH=web/node_modules node --test --test-concurrency=2 \
		$(if $(WEB_TEST),$(WEB_TEST_DIR)/$(WEB_TEST).test.cjs,$(WEB_TESTS:tests/web/%.ts=$(WEB_TEST_DIR)/%.cjs))
