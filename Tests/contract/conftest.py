import sys
from pathlib import Path

# The lists of the feed, and what a problem looks like, are said once, beside the black-box tests.
sys.path.append(str(Path(__file__).resolve().parent.parent / "blackbox"))
