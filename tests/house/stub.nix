# Evaluates flake.nix without a network. nixpkgs is a stub with the attributes that flake.nix may
# use; a derivation is the arguments that it was called with. The result is all outputs, evaluated
# completely; an attribute that the stub does not have is an error, as in nixpkgs.
let
  flake = import ../../flake.nix;

  derivation = arguments: arguments // rec {
    type = "derivation";
    name = arguments.name or "${arguments.pname}-${arguments.version}";
    outPath = "/stub/${name}";
    drvPath = "${outPath}.drv";
    cc = derivation { name = "${name}-cc"; };
    dev = derivation { name = "${name}-dev"; };
    overrideAttrs = change: derivation (arguments // change arguments);
  };
  package = name: derivation { inherit name; };

  genAttrs = names: f:
    builtins.listToAttrs (map (name: { inherit name; value = f name; }) names);
  packages = names: genAttrs names package;

  pkgs = system: packages [
    "clang-tools" "cmocka" "cppcheck" "gdb" "jq" "lrzsz" "mandoc" "mtools" "nix" "qemu" "shellcheck"
  ] // {
    lib.getDev = of: of.dev;
    dtc = derivation { pname = "dtc"; version = "1"; src = "/stub/dtc-src"; };
    zlib = derivation { pname = "zlib"; version = "1"; src = "/stub/zlib-src"; };
    pkgsCross = {
      riscv64.buildPackages = packages [ "gcc" "binutils-unwrapped" ];
      riscv64-embedded = packages [ "picolibc" ];
    };
    python3.withPackages = choose: derivation {
      name = "python3-env";
      chosen = choose (packages [ "fastjsonschema" "jsonschema" "libfdt" "pexpect" "pytest" ]);
    };
    stdenv.mkDerivation = derivation;
    stdenvNoCC.mkDerivation = derivation;
    mkShell = arguments: derivation ({ name = "shell"; } // arguments);
    symlinkJoin = derivation;
    writeShellScript = name: text: derivation { inherit name text; };
    writeShellScriptBin = name: text: derivation { inherit name text; };
    inherit system;
  };

  outputs = flake.outputs {
    self = { outPath = "/stub/self"; };
    nixpkgs = {
      lib = { inherit genAttrs; };
      legacyPackages = genAttrs [ "x86_64-linux" "aarch64-linux" ] pkgs;
    };
  };

  # Outputs as JSON can show them: a derivation becomes the arguments that it was called with.
  shown = value:
    if builtins.isFunction value then null
    else if builtins.isList value then map shown value
    else if builtins.isAttrs value then
      builtins.mapAttrs (_: shown) (removeAttrs value [ "cc" "dev" "outPath" "overrideAttrs" ])
    else value;
in
{
  inputs = flake.inputs;
  outputs = shown outputs;
}
