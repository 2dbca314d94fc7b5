"""Where the clone is, and what was built of it."""
import os
import pathlib

SOURCE = pathlib.Path(__file__).resolve().parents[3]
DEMO = SOURCE / "config" / "demo"
DATA = SOURCE / "tests" / "data"

# The programs under test: SLUIS_BUILD, or the release build.
BUILD = pathlib.Path(os.environ.get("SLUIS_BUILD", SOURCE / "build" / "release")).resolve()

# A large corpus of mails and documents that is not part of the clone; None when SLUIS_CORPUS is unset.
CORPUS = pathlib.Path(os.environ["SLUIS_CORPUS"]) if os.environ.get("SLUIS_CORPUS") else None
