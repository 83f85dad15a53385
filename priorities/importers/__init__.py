"""Files of evidence: read row by row, every fault named by its row and column."""
