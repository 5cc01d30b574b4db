{
  description = "Firstlight: a boot image with a shell for RISC-V machines that have a device tree";

  # flake.lock pins the commit; `nix flake update` moves along this branch.
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-25.11";

  outputs = { self, nixpkgs }:
    let
      systems = [ "x86_64-linux" "aarch64-linux" ];
      eachSystem = f: nixpkgs.lib.genAttrs systems (system: f nixpkgs.legacyPackages.${system});

      # The only place of the version is the Makefile.
      version = builtins.head
        (builtins.match ".*\nVERSION := ([0-9.]+)\n.*" (builtins.readFile ./Makefile));

      parts = pkgs: rec {
        # Without nixpkgs' wrappers: their flags are for programs, not for an image.
        cross = [
          pkgs.pkgsCross.riscv64.buildPackages.gcc.cc
          pkgs.pkgsCross.riscv64.buildPackages.binutils-unwrapped
        ];
        prefix = "riscv64-unknown-linux-gnu-";

        # The image runs at any address, and has neither guard pages nor a loader.
        picolibcAnywhere = pkgs.pkgsCross.riscv64-embedded.picolibc.overrideAttrs (old: {
          env = (old.env or { }) // { NIX_CFLAGS_COMPILE = "-mcmodel=medany"; };
          hardeningDisable = [ "all" ];
        });
        picolibc = pkgs.symlinkJoin {
          name = "picolibc-riscv64";
          paths = [ picolibcAnywhere (pkgs.lib.getDev picolibcAnywhere) ];
        };

        # The Makefile expects the files where Debian's package has them.
        libfdt = pkgs.stdenvNoCC.mkDerivation {
          pname = "libfdt-riscv64";
          inherit (pkgs.dtc) version src;
          nativeBuildInputs = cross;
          dontConfigure = true;
          buildPhase = ''
            runHook preBuild
            for source in libfdt/fdt*.c; do
              ${prefix}gcc -c -Os -march=rv64gc -mabi=lp64d -mcmodel=medany -ffunction-sections \
                -ffreestanding -isystem ${picolibc}/include -Ilibfdt "$source"
            done
            ${prefix}ar rcs libfdt.a fdt*.o
            runHook postBuild
          '';
          installPhase = ''
            runHook preInstall
            install -Dm644 -t $out/include libfdt/fdt.h libfdt/libfdt.h libfdt/libfdt_env.h
            install -Dm644 -t $out/lib/riscv64-linux-gnu libfdt.a
            runHook postInstall
          '';
          dontFixup = true;
        };

        # The parts that unpack; the Makefile gives them an allocator.
        zlib = pkgs.stdenvNoCC.mkDerivation {
          pname = "zlib-riscv64";
          inherit (pkgs.zlib) version src;
          nativeBuildInputs = cross;
          dontConfigure = true;
          buildPhase = ''
            runHook preBuild
            for source in infback.c inffast.c inftrees.c; do
              ${prefix}gcc -c -O2 -march=rv64gc -mabi=lp64d -mcmodel=medany -ffunction-sections \
                -ffreestanding -isystem ${picolibc}/include "$source"
            done
            ${prefix}ar rcs libz.a inf*.o
            runHook postBuild
          '';
          installPhase = ''
            runHook preInstall
            install -Dm644 -t $out/include zlib.h zconf.h
            install -Dm644 -t $out/lib/riscv64-linux-gnu libz.a
            runHook postInstall
          '';
          dontFixup = true;
        };

        # The Makefile takes these from the environment, instead of Debian's places.
        settings = {
          CROSS = prefix;
          PICOLIBC = "${picolibc}";
          LIBC = "${picolibc}/lib/libc.a"; # nixpkgs builds only one
          LIBFDT = "${libfdt}";
          ZLIB = "${zlib}";
          PYTHON = "python3";
          FIRSTLIGHT_NIX = "1";
        };

        python = pkgs.python3.withPackages (of: [
          of.fastjsonschema of.jsonschema of.libfdt of.pexpect of.pytest
        ]);
        host = [ pkgs.cmocka pkgs.dtc pkgs.zlib ];
        tests = [ pkgs.dtc pkgs.jq pkgs.lrzsz pkgs.mandoc pkgs.mtools pkgs.qemu python ];

        # Runs make TARGETS in a copy of the sources.
        made = { name, targets, inputs ? [ ], install, meta ? { } }:
          pkgs.stdenv.mkDerivation (settings // {
            pname = name;
            inherit version meta;
            src = self;
            nativeBuildInputs = cross ++ inputs ++ [ pkgs.python3 ]; # tools/addresses
            buildInputs = host;
            hardeningDisable = [ "all" ];
            dontConfigure = true;
            postPatch = "patchShebangs tools bench";
            buildPhase = ''
              runHook preBuild
              make ${targets}
              runHook postBuild
            '';
            installPhase = ''
              runHook preInstall
              ${install}
              runHook postInstall
            '';
            dontFixup = true;
          });

        image = made {
          name = "firstlight";
          targets = "image";
          install = "install -Dm644 -t $out build/firstlight.elf build/firstlight.bin{,.gz}";
        };
        hostshell = made {
          name = "firstlight-hostshell";
          targets = "hostshell";
          inputs = [ pkgs.dtc ];
          install = ''
            install -Dm755 build/hostshell $out/bin/firstlight
            install -Dm644 -t $out/share/man/man1 build/firstlight.1
          '';
          meta.mainProgram = "firstlight";
        };
        boot = pkgs.writeShellScript "firstlight-boot" ''
          echo 'Starting QEMU virt. To leave it: Ctrl-A, then x.'
          exec ${pkgs.qemu}/bin/qemu-system-riscv64 -M virt -m 512M -display none \
            -serial mon:stdio -kernel ${image}/firstlight.bin "$@"
        '';
      };
    in
    {
      packages = eachSystem (pkgs: {
        default = (parts pkgs).image;
        hostshell = (parts pkgs).hostshell;
      });

      apps = eachSystem (pkgs: {
        default = {
          type = "app";
          program = "${(parts pkgs).boot}";
          meta.description = "Boot QEMU's virt machine to Firstlight's prompt";
        };
      });

      checks = eachSystem (pkgs: with parts pkgs; {
        inherit image hostshell;
        unit = made {
          name = "firstlight-unit";
          targets = "unit";
          install = "touch $out";
        };
        host = made {
          name = "firstlight-host";
          targets = "host-test";
          inputs = tests;
          install = "touch $out";
        };
        # The rows that boot under the project's own firmware stub; the others need releases of
        # OpenSBI and U-Boot that nixpkgs no longer has.
        qemu = made {
          name = "firstlight-qemu";
          targets = "qemu-test PYTEST_ARGS='-k stub'";
          inputs = tests;
          install = "touch $out";
        };
      });

      devShells = eachSystem (pkgs: with parts pkgs; {
        default = pkgs.mkShell (settings // {
          packages = cross ++ host ++ tests ++ [
            pkgs.clang-tools
            pkgs.cppcheck
            pkgs.nix
            pkgs.shellcheck
            (pkgs.writeShellScriptBin "gdb-multiarch" ''exec ${pkgs.gdb}/bin/gdb "$@"'')
          ];
          hardeningDisable = [ "all" ];
        });
      });
    };
}
