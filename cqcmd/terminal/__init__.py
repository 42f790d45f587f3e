"""What makes a terminal fit for duty: drivers, signals, pastes, keys typed ahead, crashes."""
