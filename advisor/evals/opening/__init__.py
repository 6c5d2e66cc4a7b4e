"""Result files: found, unpacked, opened, and read value by value."""
