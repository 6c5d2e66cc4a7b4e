"""How sure a verdict is, what would flip it, and which question matters next."""
