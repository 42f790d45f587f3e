"""The measurements: each work beside its base in one run, as ratios, against a budget."""
