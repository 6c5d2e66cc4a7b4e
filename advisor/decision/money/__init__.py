"""What a decision says of its money: the rows, what is paid today, what is saved at once."""
