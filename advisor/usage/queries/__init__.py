"""SQL made from declarations: from a file to the rows of the table `usage`."""
