"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build" / "bench"
OUT.mkdir(parents=True, exist_ok=True)
