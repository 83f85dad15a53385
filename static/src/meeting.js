// A meeting's notes: attendance and decisions by one tap, kept while the line is down.
