"""What it costs: quality, speed, growth, start-up, memory and crowds, measured in one run."""
