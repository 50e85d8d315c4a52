"""Many listings at once: a sheet of public facts down, edited, and up again."""
