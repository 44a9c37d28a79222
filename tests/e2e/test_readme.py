"""What the READMEs show is what the command prints."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COMMAND = "duizhao check tests/drafts/showcase.md"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_transcript_is_real(name: str):
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = text.partition(f"$ {COMMAND}\n")[2].partition("\n```")[0]
    run = subprocess.run(
        [sys.executable, "-P", "-m", *COMMAND.split(), "--lang", "zh"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
        env={"PYTHONUTF8": "1", "PATH": ""},
    )
    assert run.returncode == 1, run.stderr
    real = run.stdout.split("\n\n")
    assert len(shown) > len(run.stdout) / 3
    for finding in shown.split("\n\n"):
        assert finding.strip("\n") == "…" or finding.strip("\n") in [each.strip("\n") for each in real]
    for command in ("pip install . && duizhao check tests/drafts/showcase.md", "pip install -e '.[dev]' && pytest"):
        assert f"    {command}\n" in text
