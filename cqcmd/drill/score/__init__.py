"""What a drill was worth: judgement, score, ratings, timeline."""
