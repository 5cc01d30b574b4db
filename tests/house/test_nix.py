"""flake.nix parses, agrees with flake.lock, and evaluates over a stub of nixpkgs (stub.nix)."""
import json
import re
import subprocess

import pytest

from source import ROOT, read

SYSTEMS = ["aarch64-linux", "x86_64-linux"]
# A commit that several public lock files name; Nix checks it by narHash.
PIN = {
    "type": "github", "owner": "NixOS", "repo": "nixpkgs",
    "rev": "8fd9daa3db09ced9700431c5b7ad0e8ba199b575",
    "narHash": "sha256-Ti+ZBvW6yrWWAg2szExVTwCd4qOJ3KlVr1tFHfyfi8Q=",
    "lastModified": 1778430510,
}


def nix(*arguments):
    # The dummy store keeps nothing, so neither root nor a daemon is needed.
    command = ["nix-instantiate", "--store", "dummy://", *arguments]
    done = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def flake():
    return json.loads(nix("--eval", "--strict", "--json", "tests/house/stub.nix"))


@pytest.fixture(scope="module")
def lock():
    return json.loads(read("flake.lock"))


def test_parses():
    assert nix("--parse", "flake.nix")


def test_lock_is_complete(lock):
    assert lock["version"] == 7
    assert lock["nodes"][lock["root"]] == {"inputs": {"nixpkgs": "nixpkgs"}}
    assert sorted(lock["nodes"]) == ["nixpkgs", "root"]
    assert lock["nodes"]["nixpkgs"]["locked"] == PIN


def test_lock_is_of_this_flake(lock, flake):
    assert flake["inputs"].keys() == lock["nodes"]["root"]["inputs"].keys()
    url = flake["inputs"]["nixpkgs"]["url"]
    original = lock["nodes"]["nixpkgs"]["original"]
    assert url == "{type}:{owner}/{repo}/{ref}".format(**original)


@pytest.mark.parametrize("kind, names", [
    ("packages", {"default", "hostshell"}),
    ("apps", {"default"}),
    ("devShells", {"default"}),
    ("checks", {"image", "hostshell", "unit", "host", "qemu"}),
])
def test_outputs(flake, kind, names):
    assert sorted(flake["outputs"][kind]) == SYSTEMS
    for system in SYSTEMS:
        assert flake["outputs"][kind][system].keys() == names


@pytest.mark.parametrize("system", SYSTEMS)
def test_app_boots_the_image(flake, system):
    app = flake["outputs"]["apps"][system]["default"]
    assert app["type"] == "app"
    assert app["program"].startswith("/stub/")


@pytest.mark.parametrize("system", SYSTEMS)
def test_version_is_the_makefiles(flake, system):
    version = flake["outputs"]["packages"][system]["default"]["version"]
    assert f"\nVERSION := {version}\n" in read("Makefile")


@pytest.mark.parametrize("system", SYSTEMS)
def test_settings_are_variables_of_the_makefile(flake, system):
    """The variables in capitals that flake.nix sets are variables of the Makefile or of
    tools/deps."""
    shell = flake["outputs"]["devShells"][system]["default"]
    names = {name for name in shell if name.isupper()}
    assert {"CROSS", "PICOLIBC", "LIBC", "LIBFDT", "PYTHON"} <= names
    for name in names:
        known = re.search(rf"^{name}\s*\?=", read("Makefile"), re.M)
        assert known or f"${{{name}" in read("tools/deps"), name


@pytest.mark.parametrize("system", SYSTEMS)
def test_targets_exist(flake, system):
    built = [*flake["outputs"]["checks"][system].values(),
             *flake["outputs"]["packages"][system].values()]
    for drv in built:
        target = re.search(r"^make ([\w-]+)", drv["buildPhase"], re.M).group(1)
        assert re.search(rf"^{target}:", read("Makefile"), re.M), target
