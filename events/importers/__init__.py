"""Files that people bring: read row by row, with every fault named by its row and column."""
