"""What the screens say, apart from how they show it."""
