"""The machine of the fuzz: legal calls (`calls`), bad values by kinds (`kinds`), and what came of them (`judge`).

`trials.py` puts them together. tests/library/test_fuzz_kinds.py runs a sample, `python tools/fuzz.py` all of them.
"""
