"""Posts that meet by sticks: bundles carried late, twice, in any order, and torn."""
