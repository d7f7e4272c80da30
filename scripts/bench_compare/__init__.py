"""Times imis beside other ways to run the same network; see scripts/bench_compare.py."""
