"""Money: what each route costs this workload, itemised, and where the lines cross."""
